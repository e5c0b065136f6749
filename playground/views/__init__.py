"""One file per picture of what a network does; views alone see arrays.

VIEWS are the lenses that the Train page offers beside the curves, in order.
"""

from playground.views.attention import Attention
from playground.views.base import View
from playground.views.gradients import Gradients
from playground.views.samples import Samples
from playground.views.units import Units

VIEWS: tuple[type[View], ...] = (Samples, Gradients, Units, Attention)
