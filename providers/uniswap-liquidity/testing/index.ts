export { strategies } from './suites.ts';
