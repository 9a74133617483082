/**
 * Coinbase is given one text, which holds our two ids in letters of six bits, the transaction's first, without the six
 * bits of each that say the version and the variant. This reads the transaction's, by other means than the adapter.
 */
export function transactionIdIn(partnerUserRef: string): string {
  const bytes = Buffer.from(partnerUserRef.replace(/^db1-/, 'AAA'), 'base64url').toString('hex');
  const bits = BigInt(`0x0${bytes}`) >> 122n;
  const time = (bits >> 74n).toString(16).padStart(12, '0');
  const head = ((bits >> 62n) & 0xfffn).toString(16).padStart(3, '0');
  const tail = ((bits & ((1n << 62n) - 1n)) | (1n << 63n)).toString(16);
  return `${time}7${head}${tail}`.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
