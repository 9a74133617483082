// Somebody who uses the system over HTTP, as a screen would.
export {
  type Answer,
  askForLink,
  type CallOptions,
  call,
  type LiveLink,
  type Person,
  problemIn,
  signIn,
  untilTrue,
} from './person.ts';
