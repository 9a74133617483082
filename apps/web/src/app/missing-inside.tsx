import { MissingPage } from '../parts/missing-page.tsx';
import { Shell } from './shell.tsx';

/** At an address that leads nowhere, for whoever is signed in. */
export function MissingInside() {
  return (
    <Shell>
      <MissingPage />
    </Shell>
  );
}
