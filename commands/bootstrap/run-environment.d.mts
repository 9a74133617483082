// What run-environment.mjs offers to commands written in TypeScript.

/** The environment without what is meant for other programs: for every program that we start. */
export function commandEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
