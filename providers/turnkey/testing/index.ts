export { orderedSendIn } from './ordered-send.ts';
