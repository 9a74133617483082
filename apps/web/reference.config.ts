import type { ESTree, Plugin } from 'vite';

/** What a route says to developers alone. The server makes the reference from it; nothing in a browser reads it. */
const FOR_REFERENCE: readonly string[] = ['tag', 'says', 'more', 'repeated', 'answerHeaders'];

/** Leaves out of the build what routes say for the reference, which would come before the first screen otherwise. */
export function leaveReferenceOut(): Plugin {
  return {
    name: 'leave-reference-out',
    apply: 'build',
    transform: {
      filter: { id: /\/packages\/protocol\/src\/[\w-]+\.ts$/ },
      handler(code) {
        let kept = code;
        for (const said of listSaid(this.parse(code).body).toReversed()) {
          const parts = said.properties.filter((one) => !isForReference(one));
          const text = parts.map(({ start, end }) => code.slice(start, end)).join(',');
          kept = `${kept.slice(0, said.start)}{${text}}${kept.slice(said.end)}`;
        }
        return kept === code ? null : { code: kept, map: null };
      },
    },
  };
}

/** The status and title of each refusal, which are for developers too: a browser reads the code alone. */
export function leaveTitlesOut(): Plugin {
  return {
    name: 'leave-titles-out',
    apply: 'build',
    transform: {
      filter: { id: /\/packages\/protocol\/src\/wire\/problems\.ts$/ },
      handler: (code) => ({ code: code.replaceAll(/\{ status: \d+, title: '[^']*' \}/g, '0'), map: null }),
    },
  };
}

type Statement = ESTree.Program['body'][number];
type Said = ESTree.ObjectExpression;

/** What stands between the brackets of each `route({ … })`, in the order of the file. */
function listSaid(statements: readonly Statement[]): readonly Said[] {
  const declared = statements.flatMap((one) =>
    one.type === 'ExportNamedDeclaration' && one.declaration?.type === 'VariableDeclaration'
      ? one.declaration.declarations
      : [],
  );
  const members = declared.flatMap(({ init }) => (init?.type === 'ObjectExpression' ? init.properties : []));
  return members.flatMap((member) => {
    const call = member.type === 'Property' ? member.value : null;
    if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier') return [];
    const [said] = call.arguments;
    return call.callee.name === 'route' && said?.type === 'ObjectExpression' ? [said] : [];
  });
}

function isForReference(part: Said['properties'][number]): boolean {
  return part.type === 'Property' && part.key.type === 'Identifier' && FOR_REFERENCE.includes(part.key.name);
}
