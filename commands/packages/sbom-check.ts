// Holds a bill of materials against package-lock.json: every package must be in it, by the hash of its content.
import * as z from 'zod';

export type SbomFormat = 'cyclonedx' | 'spdx';

/** CycloneDX 1.5, as far as it is looked at. */
const cyclonedx = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      purl: z.string(),
      hashes: z.array(z.object({ alg: z.string(), content: z.string() })).optional(),
    }),
  ),
});

/** SPDX 2.3, as far as it is looked at. */
const spdx = z.object({
  spdxVersion: z.literal('SPDX-2.3'),
  packages: z.array(
    z.object({
      name: z.string(),
      versionInfo: z.string(),
      checksums: z.array(z.object({ algorithm: z.string(), checksumValue: z.string() })).optional(),
    }),
  ),
});

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      version: z.string().optional(),
      integrity: z.string().optional(),
    }),
  ),
});

/** SHA-512 in hex by `name@version`, for what is listed with one. Throws when the text is no such document. */
export function readInventory(format: SbomFormat, text: string): ReadonlyMap<string, string> {
  const value: unknown = JSON.parse(text);
  const hashes = new Map<string, string>();
  if (format === 'cyclonedx') {
    for (const { name, version, hashes: own } of cyclonedx.parse(value).components) {
      const hash = own?.find(({ alg }) => alg === 'SHA-512');
      if (hash) hashes.set(`${name}@${version}`, hash.content);
    }
  } else {
    for (const { name, versionInfo, checksums } of spdx.parse(value).packages) {
      const hash = checksums?.find(({ algorithm }) => algorithm === 'SHA512');
      if (hash) hashes.set(`${name}@${versionInfo}`, hash.checksumValue);
    }
  }
  return hashes;
}

/** The same of every package that package-lock.json names. */
export function wantedHashes(lock: string): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>();
  for (const [path, { name, version, integrity }] of Object.entries(
    lockFile.parse(JSON.parse(lock)).packages,
  )) {
    if (!path.includes('node_modules/') || integrity === undefined) continue;
    const hash = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
    hashes.set(`${name ?? path.replace(/^.*node_modules\//, '')}@${version}`, hash);
  }
  return hashes;
}
