"""From features to codings: estimators, calibration, and artifacts on disk."""
