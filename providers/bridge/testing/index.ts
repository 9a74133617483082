export { offRamp } from './suites.ts';
