"""Measures of a made-up set of predictions, from scikit-learn. Expected calibration error is not among its measures: it
comes from its calibration curve, whose bins are the paper's."""

import numpy
from sklearn import metrics
from sklearn.calibration import calibration_curve

CLASSES = 4
COUNT = 60
BINS = 15
NEVER_PREDICTED, ABSENT = 2, 3


def predictions():
    """Probabilities and labels: one class is never predicted, another has no images, and a third of all is wrong."""
    generator = numpy.random.default_rng(1)
    labels = generator.choice([0, 1, NEVER_PREDICTED], size=COUNT, p=[0.5, 0.35, 0.15])
    logits = generator.normal(size=(COUNT, CLASSES))
    logits[numpy.arange(COUNT), labels] += 1.5
    logits[:, NEVER_PREDICTED] = logits.min(axis=1) - generator.random(COUNT) * (labels != NEVER_PREDICTED)
    probabilities = numpy.exp(2 * logits)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    return probabilities.astype(numpy.float32), labels


def or_none(values, defined):
    return [float(value) if holds else None for value, holds in zip(values, defined)]


def report():
    probabilities, labels = predictions()
    exact = probabilities.astype(numpy.float64)
    predicted = exact.argmax(axis=1)
    confidence = exact.max(axis=1)
    correct = predicted == labels
    every = list(range(CLASSES))
    confusion = metrics.confusion_matrix(labels, predicted, labels=every)
    options = {"labels": every, "zero_division": 0}
    precision, recall, f1, support = metrics.precision_recall_fscore_support(labels, predicted, **options)
    read = confusion.sum(axis=0)
    scores = zip(
        support.tolist(), or_none(precision, read), or_none(recall, support), or_none(f1, read + support)
    )

    def average(kind):
        found = metrics.precision_recall_fscore_support(labels, predicted, average=kind, **options)
        return dict(zip(("precision", "recall", "f1"), map(float, found)))

    wrong = numpy.flatnonzero(~correct)
    wrong = wrong[numpy.argsort(-confidence[wrong], kind="stable")][:50]
    expected = {
        "images": COUNT,
        "loss": float(metrics.log_loss(labels, exact / exact.sum(axis=1, keepdims=True), labels=every)),
        "accuracy": float(metrics.accuracy_score(labels, predicted)),
        "top2Accuracy": float(metrics.top_k_accuracy_score(labels, exact, k=2, labels=every)),
        "confusion": confusion.tolist(),
        "classes": [dict(zip(("support", "precision", "recall", "f1"), row)) for row in scores],
        "macroAverage": average("macro"),
        "weightedAverage": average("weighted"),
        "calibration": calibration(confidence, correct, exact, labels),
        "mistakes": [
            {
                "index": int(index),
                "label": int(labels[index]),
                "predicted": int(predicted[index]),
                "confidence": float(confidence[index]),
                "labelProbability": float(exact[index, labels[index]]),
            }
            for index in wrong
        ],
    }
    if read[NEVER_PREDICTED] or support[ABSENT] or not read[ABSENT]:
        raise AssertionError("the predictions do not have what they are for")
    return {
        "name": "metrics",
        "numClasses": CLASSES,
        "labels": labels.tolist(),
        "probabilities": probabilities.astype(numpy.float64).flatten().tolist(),
        "expected": expected,
    }


def calibration(confidence, correct, probabilities, labels):
    edges = numpy.linspace(0, 1, BINS + 1)
    place = numpy.searchsorted(edges[1:-1], confidence)
    count = numpy.bincount(place, minlength=BINS)
    share, mean = calibration_curve(correct, confidence, n_bins=BINS)
    filled = iter(zip(mean.tolist(), share.tolist()))
    bins = []
    for number in count.tolist():
        middle, right = next(filled) if number else (None, None)
        bins.append({"count": number, "confidence": middle, "accuracy": right})
    error = sum(b["count"] * abs(b["confidence"] - b["accuracy"]) for b in bins if b["count"]) / len(labels)
    score = metrics.brier_score_loss(
        labels, probabilities / probabilities.sum(axis=1, keepdims=True), labels=list(range(CLASSES))
    )
    return {"expectedError": float(error), "brierScore": float(score), "bins": bins}
