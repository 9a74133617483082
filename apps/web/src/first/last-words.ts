import type { Language } from './locale.ts';

interface Words {
  readonly title: string;
  readonly text: string;
  readonly again: string;
}

/** Here and not in the catalogues, because these are for when nothing of the app could be loaded. */
const WORDS: Record<Language, Words> = {
  en: {
    title: 'We could not show this page.',
    text: 'No money moved because of it, and what is under way goes on without this page.',
    again: 'Load the page again',
  },
  'pt-BR': {
    title: 'Não conseguimos mostrar esta página.',
    text: 'Nenhum dinheiro se moveu por causa disso, e o que está em andamento continua sem esta página.',
    again: 'Carregar a página de novo',
  },
  es: {
    title: 'No pudimos mostrar esta página.',
    text: 'No se movió dinero por ello, y lo que está en curso sigue sin esta página.',
    again: 'Cargar la página de nuevo',
  },
  de: {
    title: 'Wir konnten diese Seite nicht zeigen.',
    text: 'Dadurch hat sich kein Geld bewegt, und was unterwegs ist, läuft ohne diese Seite weiter.',
    again: 'Seite neu laden',
  },
};

/** What stands in the place of the app when it could not start or fell over, made with nothing that could fail too. */
export function sayLastWords(root: HTMLElement, language: Language): void {
  const { title, text, again } = WORDS[language];
  const main = document.createElement('main');
  main.className = 'last-words';
  main.lang = language;
  const heading = document.createElement('h1');
  heading.textContent = title;
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-brand';
  button.textContent = again;
  button.addEventListener('click', () => window.location.reload());
  main.append(heading, paragraph, button);
  root.replaceChildren(main);
  document.title = `${title} - diBoaS`;
}
