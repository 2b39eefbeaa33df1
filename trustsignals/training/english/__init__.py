"""The English pipeline, trained on universal-dependency treebanks: `python -m trustsignals.training.english`."""
