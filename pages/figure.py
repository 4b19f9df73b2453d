"""One figure alone, as another web page embeds it."""

from blmk_metrics.components.choices import asked_figure
from blmk_metrics.components.figure_block import show_alone

show_alone(asked_figure())
