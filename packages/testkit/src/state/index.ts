// What lies in the folder .diboas of a checkout, and who may have it.
export { refuseForeignState } from './own-folder.ts';
export { Refused } from './refused.ts';
export { holdRunningFile } from './running-file.ts';
export { readIfThere, writeStateFile } from './state-file.ts';
