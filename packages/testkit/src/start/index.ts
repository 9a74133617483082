// `npm start`: the whole system on this machine, until it is asked to stop.
export { type Addresses, runSystem } from './run-system.ts';
