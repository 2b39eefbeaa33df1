"""How well the program does: figures from out-of-fold predictions, agreement between coders, calibration."""
