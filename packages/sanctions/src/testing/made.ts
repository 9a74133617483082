// What tests and benchmarks of screening are made of: see `packages/sanctions/src/testing`.
export {
  type MadeEntry,
  type MadePerson,
  makeAddress,
  makeCompany,
  makeEntries,
  makePerson,
  nameOf,
} from './made-list.ts';
export { type Publication, publishAdvanced, publishSdn } from './publish.ts';
export { SPOIL, SPOILED, type Spoiled } from './spoil.ts';
