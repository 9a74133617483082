// The whole system on one machine.

export { refuseShellSettings } from './shell-settings.ts';
export { type Addresses, runSystem } from './system.ts';
export { startWebBuild, webDist } from './web-build.ts';
