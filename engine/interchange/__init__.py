"""Models in the forms that other programs read: PyTorch's names, ONNX."""

from engine.interchange.onnx_export import export_onnx as export_onnx
from engine.interchange.torch_export import export_torch_weights as export_torch_weights
from engine.interchange.torch_import import import_torch_weights as import_torch_weights
