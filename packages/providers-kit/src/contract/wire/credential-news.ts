import type { CredentialNews, ReportCredentials } from '../../credentials/credential-watch.ts';
import { startLoopbackServer, type WireAct } from './loopback-server.ts';

/** What an adapter told of its credentials, called once for each of these answers of its provider. */
export async function credentialNews(
  acts: readonly WireAct[],
  call: (at: {
    readonly baseUrl: string;
    readonly reportCredentials: ReportCredentials;
  }) => () => Promise<unknown>,
): Promise<readonly CredentialNews[]> {
  const left = [...acts];
  const server = await startLoopbackServer(() => left.shift() ?? 'reset');
  const news: CredentialNews[] = [];
  const callOnce = call({ baseUrl: server.url, reportCredentials: (one) => news.push(one) });
  try {
    for (const _act of acts) await callOnce();
  } finally {
    await server.close();
  }
  return news;
}
