declare module 'virtual:licences' {
  /** Name, version and licence of each package, sorted by name. Made by the build from package-lock.json. */
  export const LICENCES: readonly (readonly [name: string, version: string, licence: string])[];
}
