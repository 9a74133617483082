// What screens are made of, whatever they are about: parts with no domain, no address and no language in them.
export { type Given, GivenContext, useAnnouncer } from './given/given.ts';
export type { PartTexts } from './given/part-texts.ts';
export { useSaid } from './given/use-said.ts';
export { BackLink } from './parts/back-link.tsx';
export { BusyButton } from './parts/busy-button.tsx';
export { CopyText } from './parts/copy-text.tsx';
export { ErrorSummary } from './parts/error-summary.tsx';
export { Figure, Figures } from './parts/figures.tsx';
export { FormHead } from './parts/form-head.tsx';
export { Note, type NoteTone } from './parts/note.tsx';
export { Eyebrow, PageTitle } from './parts/page-title.tsx';
export { Unbroken } from './parts/unbroken.tsx';
export { useBusy } from './parts/use-busy.ts';
export { Waiting } from './parts/waiting.tsx';
export { type Place, type Tab, TabBar, TopNav } from './parts/way-around.tsx';
export { WithAddresses } from './parts/with-addresses.tsx';
export { type Announcer, createAnnouncer } from './speech/announcer.ts';
