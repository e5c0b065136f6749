"""The cells against ONNX Runtime's, gate orders converted."""

import numpy as np
import pytest

from engine.layers.base import Dense
from engine.layers.gru import GRU
from engine.layers.lstm import LSTM
from engine.layers.recurrent import Recurrent
from engine.layers.reset_before_gru import ResetBeforeGRU
from engine.layers.rnn import RNN
from engine.parameter import Parameters
from tests.engine.gradient_check import float64_backend, randomize

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")

T, N, D, H = 6, 3, 4, 5


def build(layer_class: type[Recurrent]) -> Recurrent:
    """Return a layer with random parameters."""
    backend = float64_backend()
    layer = layer_class(D, H, backend)
    randomize(Parameters(layer.parameters(), backend))
    return layer


def in_onnx(layer: Recurrent, order: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return W (1, G H, D), R (1, G H, H) and B (1, 2 G H), gates in ONNX's order by name."""
    blocks = [layer.gates.index(gate) for gate in order]
    W = np.concatenate([layer.W_x.value[k].T for k in blocks])
    R = np.concatenate([layer.W_h.value[k, :-1].T for k in blocks])
    Wb = np.zeros(len(W))
    Rb = np.concatenate([layer.W_h.value[k, -1] for k in blocks])
    if isinstance(layer, GRU):
        Wb[order.index("n") * H :][:H] = layer.b_x.value
    return W[None], R[None], np.concatenate([Wb, Rb])[None]


def run_onnx(
    operator: str, weights: tuple[np.ndarray, ...], x: np.ndarray, state: tuple[np.ndarray, ...],
    **attributes: int,
) -> list[np.ndarray]:  # fmt: skip
    """Run one ONNX operator; return its outputs without the axis of directions."""
    arrays = dict(zip("WRB", weights, strict=True))
    starts = dict(zip(["h0", "c0"], (part[None] for part in state), strict=False))
    outputs = ["Y", "Y_h", "Y_c"][: 1 + len(state)]
    names = ["X", "W", "R", "B", "", *starts]
    node = onnx.helper.make_node(operator, names, outputs, hidden_size=H, **attributes)
    info, double = onnx.helper.make_tensor_value_info, onnx.TensorProto.FLOAT
    graph = onnx.helper.make_graph(
        [node],
        "cell",
        [info("X", double, x.shape)],
        [info(name, double, None) for name in outputs],
        [
            onnx.numpy_helper.from_array(array.astype(np.float32), name)
            for name, array in (arrays | starts).items()
        ],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 14)])
    model.ir_version = 8
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    y, *last = session.run(None, {"X": x.astype(np.float32)})
    return [y[:, 0], *(part[0] for part in last)]


@pytest.mark.parametrize(
    ("layer_class", "operator", "order", "attributes"),
    [
        (RNN, "RNN", "h", {}),
        (LSTM, "LSTM", "iofg", {}),
        (GRU, "GRU", "zrn", {"linear_before_reset": 1}),
        (ResetBeforeGRU, "GRU", "zrn", {"linear_before_reset": 0}),
    ],
    ids=["RNN", "LSTM", "GRU, reset after", "GRU, reset before"],
)
def test_outputs_and_last_states_are_those_of_onnxruntime(
    layer_class: type[Recurrent], operator: str, order: str, attributes: dict[str, int]
) -> None:
    """To float32's precision, from a state that is not zero."""
    layer = build(layer_class)
    rng = np.random.RandomState(8)
    x, state = rng.randn(T, N, D), tuple(rng.randn(N, H) for _ in range(layer.state_size))
    W, R, B = in_onnx(layer, order)
    if layer_class is ResetBeforeGRU:  # ONNX's z is the share of the old state: 1 - z of the book
        W[:, :H], R[:, :H], B[:, :H], B[:, 3 * H : 4 * H] = (
            -W[:, :H], -R[:, :H], -B[:, :H], -B[:, 3 * H : 4 * H],
        )  # fmt: skip

    expected, *expected_last = run_onnx(operator, (W, R, B), x, state, **attributes)
    y, last, _ = layer.forward(Dense(x, layer.backend), tuple(part.copy() for part in state))

    np.testing.assert_allclose(y[:, :, :H], expected, atol=2e-6)
    for part, expected_part in zip(last, expected_last, strict=True):
        np.testing.assert_allclose(part, expected_part, atol=2e-6)
