/** How many of the built-in digits a page begins with: enough to learn from, and drawn in a second or two. */
export const builtInDigits = { numTrain: 10_000, numTest: 2_000, seed: 1 } as const;
