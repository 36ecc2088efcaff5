"""The judge: a softmax over three kinds (blemish, mark, neither) of the standardised features; models/judge.json.

    z_i = clamp((feature_i - mean_i) / deviation_i, -4, 4)
    logit_k = bias_k + sum_i weight_ki z_i
    score = logit_blemish - ln(exp(logit_mark) + exp(logit_neither))      the logit of the probability of a blemish

    If melanin > BROWN.melanin and redness < BROWN.redness, the score is at most BROWN.score. So a dark find that is not
    red is never surely a blemish: the network takes large age spots and nodules of old people for blemishes.

    A find that is worn or printed (`worn`) is kept whatever its score.

score >= surely: surely a blemish; score < doubtful: kept; else doubtful.
"""

import numpy as np

from .features import NAMES

HELD = 4
KINDS = ("blemish", "mark", "neither")
STEPS = 10
WORN = {"densest": 0.5, "perLight": 0.17, "step": 0.24, "glow": 0.38}
DARKEST = 0.05
BROWN = {"melanin": 0.15, "redness": 0.6, "score": -0.5}


def matrix(finds):
    return np.array([[find["features"][name] for name in NAMES] for find in finds])


def worn(find):
    """Whether a find is worn or printed: `isWorn` of ui/engine/heal/find/worn.ts."""
    paint = find["features"]["paint"]
    most = WORN["densest"] - WORN["perLight"] * np.log(max(paint["skin"], DARKEST))
    return paint["densest"] > most or paint["step"] > WORN["step"] or paint["glow"] > WORN["glow"]


class Judge:
    def __init__(self, mean, deviation, weights):
        self.mean, self.deviation, self.weights = mean, deviation, weights

    def standardised(self, values):
        return np.clip((values - self.mean) / self.deviation, -HELD, HELD)

    def score(self, finds):
        """Logit of the probability that each find is a blemish."""
        logits = np.c_[self.standardised(matrix(finds)), np.ones(len(finds))] @ self.weights
        scores = logits[:, 0] - np.logaddexp(logits[:, 1], logits[:, 2])
        seen = [find["features"] for find in finds]
        brown = np.array([one["melanin"] > BROWN["melanin"] and one["redness"] < BROWN["redness"] for one in seen])
        return np.where(brown, np.minimum(scores, BROWN["score"]), scores)

    def as_json(self):
        rounded = lambda values: [round(float(value), 5) for value in values]
        return {
            "features": list(NAMES), "mean": rounded(self.mean), "deviation": rounded(self.deviation), "held": HELD,
            "weights": {kind: rounded(self.weights[:-1, at]) for at, kind in enumerate(KINDS)},
            "bias": dict(zip(KINDS, rounded(self.weights[-1]))), "brown": BROWN, "worn": WORN,
        }


def fit(finds, kinds, weights, penalty):
    """Weighted multinomial logistic regression by Newton's method; `penalty` on squared weights, almost none on biases."""
    values = matrix(finds)
    judge = Judge(values.mean(0), values.std(0) + 1e-6, None)
    inputs = np.c_[judge.standardised(values), np.ones(len(finds))]
    target = np.eye(len(KINDS))[kinds]
    width = inputs.shape[1]
    ridge = np.r_[np.full(width - 1, penalty), 1e-3]
    found = np.zeros((width, len(KINDS)))
    for _ in range(STEPS):
        logits = inputs @ found
        chance = np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))
        gradient = inputs.T @ ((chance - target) * weights[:, None]) + ridge[:, None] * found
        curvature = np.block([[
            (inputs * (weights * chance[:, a] * ((a == b) - chance[:, b]))[:, None]).T @ inputs
            for b in range(len(KINDS))] for a in range(len(KINDS))])
        curvature += np.diag(np.tile(ridge, len(KINDS)) + 1e-6)
        found -= np.linalg.solve(curvature, gradient.T.ravel()).reshape(len(KINDS), width).T
    judge.weights = found
    return judge
