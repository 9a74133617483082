// Somebody who uses the system over HTTP, as a screen would.
export {
  type Answer,
  askServerForLink,
  call,
  type LiveLink,
  type Person,
  type PersonCallOptions,
  problemIn,
  signIn,
  untilTrue,
} from './person.ts';
