// What the commands and the programs they start see of the shell's environment. Plain JavaScript: see run.mjs.

/** Read by libraries beside our settings, so that a shell which is set up for other work changes what we do. */
const OTHERS = [
  // libpq's variables act on every connection, also on the one to our own PostgreSQL. What is meant goes into the URL.
  /^PG[A-Z]/,
  // Options of the Node that starts us, such as an inspector's port, which only one process can have.
  /^NODE_OPTIONS$/,
  /^VSCODE_INSPECTOR_OPTIONS$/,
  // With these Node sends requests to this machine, such as webhooks of the sandbox, to a proxy.
  /^NODE_USE_ENV_PROXY$/,
  // Of the library for sign-in: they add origins and secrets to those of our settings.
  /^BETTER_AUTH_/,
  /^AUTH_SECRETS$/,
];

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** The environment without what is meant for other programs. What it says of proxies does not hold for this machine. */
export function commandEnvironment(env) {
  const kept = Object.entries(env).filter(([name]) => !OTHERS.some((other) => other.test(name)));
  const direct = [...new Set([...(env.NO_PROXY ?? env.no_proxy ?? '').split(','), ...LOOPBACK])];
  const noProxy = direct.filter((host) => host !== '').join(',');
  return { ...Object.fromEntries(kept), NO_PROXY: noProxy, no_proxy: noProxy };
}
