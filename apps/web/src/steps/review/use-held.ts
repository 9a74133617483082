import { useState } from 'react';

/** A value, and while it is held what it was before, however it changes: nothing of a page may move meanwhile. */
export function useHeld<T>(value: T, isHeld: boolean): T {
  const [last, setLast] = useState(value);
  if (!isHeld && !Object.is(last, value)) setLast(value);
  return isHeld ? last : value;
}
