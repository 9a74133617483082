import { testFolders } from './rules.ts';

/** Test files, and the files in packages that tests are made of. */
export function isTest(path: string): boolean {
  if (path.startsWith('test/') || /(\.test|-for-tests)\.tsx?$/.test(path)) return true;
  return testFolders.some(
    (folder) =>
      path.startsWith(`${folder}/`) || (/\/src\/|^providers\//.test(path) && path.includes(`/${folder}/`)),
  );
}
