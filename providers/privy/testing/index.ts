export { orderedOfPrivy } from './ordered-send.ts';
