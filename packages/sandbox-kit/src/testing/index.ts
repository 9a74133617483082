export { eventually, START } from './eventually.ts';
export { type ReceivedWebhook, startReceiver } from './receiver.ts';
export { type SeenDouble, seeDouble } from './seen-double.ts';
