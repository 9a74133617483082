// What screens are made of, whatever they are about: parts with no domain, no address and no language in them.
export { BackLink } from './parts/back-link.tsx';
export { BusyButton } from './parts/busy-button.tsx';
export { Figure, Figures } from './parts/figures.tsx';
export { Unbroken } from './parts/unbroken.tsx';
export { useBusy } from './parts/use-busy.ts';
export { WithAddresses } from './parts/with-addresses.tsx';
export { type Announcer, createAnnouncer, type Urgency } from './speech/announcer.ts';
