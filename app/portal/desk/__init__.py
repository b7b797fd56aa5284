"""Pages of packs in the making: listed, reviewed, previewed, approved, released, withdrawn."""
