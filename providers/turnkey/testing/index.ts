export { orderedOfTurnkey } from './ordered-send.ts';
