export { transactionIdIn } from './reference.ts';
