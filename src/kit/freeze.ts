/** Freezes a value to its leaves, and shows each object to `visit`. Answers are shared, so nobody may change them. */
export const deepFreeze = <T>(value: T, visit?: (object: object) => void): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (ArrayBuffer.isView(value)) return value
  Object.freeze(value)
  visit?.(value)
  for (const inner of Object.values(value)) deepFreeze(inner, visit)
  return value
}
