import { type Person, signIn } from '@diboas/testkit/person';

/** Signs in so many people, a few at a time. */
export async function signInPeople(serverUrl: string, count: number): Promise<Person[]> {
  const people: Person[] = [];
  let next = 0;
  async function walk(): Promise<void> {
    while (next < count) {
      next += 1;
      people.push(await signIn(serverUrl, `bench-${next}-${process.pid}@example.com`));
    }
  }
  await Promise.all(Array.from({ length: 8 }, walk));
  return people;
}
