"""What every map must say of its outlines."""

MAP_NOTE = "Outlines are schematic: they only indicate where a Place is."
