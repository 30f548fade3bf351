import fc from 'fast-check';

/** Choices that are mostly plain, so that what is rare does not hide everything else. */

/** The plain value three times out of four. */
export function or<Plain, Other>(
  plain: Plain,
  other: fc.Arbitrary<Other>,
): fc.Arbitrary<Plain | Other> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(plain) }, { weight: 1, arbitrary: other });
}

/** Null, and one time out of four one of the values. */
export function rarely<Value>(...values: readonly Value[]): fc.Arbitrary<Value | null> {
  return or(null, fc.constantFrom(...values));
}

/** One of the values, and one time out of eight null. */
export function mostly<Value>(...values: readonly Value[]): fc.Arbitrary<Value | null> {
  return fc.oneof(
    { weight: 7, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
}

/** Some of the values in any order, often none. */
export function some<Value>(values: readonly Value[], most = 3): fc.Arbitrary<Value[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { maxLength: most });
}
