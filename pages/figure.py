"""One figure alone, as another web page embeds it."""

from blmk_metrics.components.choices import figure_in_address
from blmk_metrics.components.figure_block import show_alone

show_alone(figure_in_address())
