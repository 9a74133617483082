// What many measurements come to.
export { median, percentile } from './percentile.ts';
