// The ceiling: a bare Fastify that answers GET /row/:id with one prepared SELECT by key, and GET /nothing with nothing.
// node bench/src/http/ceiling-server.ts <database URL>; says {"port":…} when it listens.
import { bucketOf } from '@diboas/kernel';
import { openPool } from '@diboas/storage';
import Fastify from 'fastify';

const [databaseUrl = ''] = process.argv.slice(2);
const pool = openPool(databaseUrl, { max: 12 });
const text = 'SELECT customer_id, created_at FROM customers WHERE bucket = $1 AND customer_id = $2';
const app = Fastify();
app.get('/nothing', async () => ({}));
app.get<{ Params: { id: string } }>('/row/:id', async ({ params: { id } }) => {
  const { rows } = await pool.query({ name: 'row', text, values: [bucketOf(id), id] });
  return rows[0];
});
await app.listen({ host: '127.0.0.1', port: 0 });
const address = app.server.address();
console.log(JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 }));
process.once('SIGTERM', () => {
  app.close().then(() => pool.end());
});
