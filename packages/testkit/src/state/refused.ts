/** What a person can do something about: shown without a stack, and the command ends with 1. */
export class Refused extends Error {
  readonly code = 'REFUSED';
}
