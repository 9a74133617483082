import { createContext, useContext } from 'react';

/** Which region's figures and times a person reads. Apart from the language, because many differ. */
export const RegionContext = createContext('en-US');

export function useRegion(): string {
  return useContext(RegionContext);
}
