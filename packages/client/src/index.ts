export { type CallRefusal, type Patience, TIMEOUT_MS } from './answer.ts';
export { type Call, type CallAnswer, type CallInput, type CallOptions, createCall } from './call.ts';
export { liveUrl, readLiveMessage } from './live.ts';
