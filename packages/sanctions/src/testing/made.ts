// What tests and benchmarks of screening are made of: see `packages/sanctions/src/testing`.
export { type MadeEntry, makeAddress, makeCompany, makeEntries } from './made-list.ts';
export { fullNameOf, type MadePerson, makePerson } from './made-person.ts';
export { type Publication, publishAdvanced, publishSdn } from './publish.ts';
export { SPOIL, SPOILED, type Spoiled } from './spoil.ts';
