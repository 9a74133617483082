// Somebody who uses the system over HTTP, as a screen would.
export { bearMuch } from './bear-much.ts';
export { type CodeApp, createCodeApp } from './code-app.ts';
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
