'use strict';
// The search, the menu of small screens, colours and copies of code. Pages are complete without it.

// The body of a function is Python.
if (window.hljs) {
  const sql = hljs.getLanguage('sql').rawDefinition;
  hljs.registerLanguage('sql', library => {
    const definition = sql(library);
    definition.contains.unshift({begin: /\$\$/, end: /\$\$/, excludeBegin: true, excludeEnd: true, subLanguage: 'python'});
    return definition;
  });
}

document.querySelectorAll('pre > code').forEach(code => {
  if (/language-/.test(code.className) && window.hljs) {
    hljs.highlightElement(code);
  }
  const copy = document.createElement('button');
  copy.className = 'copy';
  copy.type = 'button';
  copy.textContent = 'Copy';
  copy.addEventListener('click', () => navigator.clipboard.writeText(code.textContent).then(() => {
    copy.textContent = 'Copied';
  }));
  code.parentElement.append(copy);
});

const menu = document.getElementById('m-menu');
const navigation = document.getElementById('m-navigation');
menu.addEventListener('click', () => {
  menu.setAttribute('aria-expanded', navigation.classList.toggle('open'));
});
const here = navigation.querySelector('[aria-current]');
if (here && navigation.scrollHeight > navigation.clientHeight) {
  navigation.scrollTop = here.offsetTop - navigation.clientHeight / 2;
}

const search = document.getElementById('m-search');
const results = document.getElementById('m-results');
const SEPARATOR = /[\s\-.,;:()`'"/#@=|<>]+/;
let index;

function load(script) {
  return new Promise((done, failed) => {
    const element = document.createElement('script');
    element.src = script;
    element.onload = done;
    element.onerror = failed;
    document.head.append(element);
  });
}

// The first use of the search fetches what it needs.
function indexed() {
  index ??= Promise.all([load('lunr.min.js'), load('search-documents.js')]).then(() => {
    lunr.tokenizer.separator = SEPARATOR;
    return lunr(function () {
      this.ref('number');
      this.field('heading', {boost: 6});
      this.field('page', {boost: 3});
      this.field('text');
      this.pipeline.remove(lunr.stopWordFilter);
      searchDocuments.forEach((document, number) => this.add({...document, number}));
    });
  });
  return index;
}

function find(lunrIndex, words) {
  return lunrIndex.query(query => words.forEach(word => {
    const stem = lunr.stemmer(new lunr.Token(word)).toString();
    query.term(stem, {usePipeline: false, boost: 5});
    query.term(stem, {usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING, presence: lunr.Query.presence.REQUIRED});
  })).slice(0, 12).map(match => searchDocuments[match.ref]);
}

function excerpt(text, words) {
  const places = words.map(word => text.toLowerCase().indexOf(word)).filter(place => place >= 0);
  const start = places.length ? Math.max(0, Math.min(...places) - 30) : 0;
  return (start ? '… ' : '') + text.slice(start, start + 160);
}

function entry(found, words) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = found.url;
  link.textContent = found.page === found.heading ? found.page : found.page + ' › ' + found.heading;
  const text = document.createElement('small');
  text.textContent = excerpt(found.text, words);
  link.append(text);
  item.append(link);
  return item;
}

async function show() {
  const typed = search.value;
  const words = typed.toLowerCase().split(SEPARATOR).filter(word => word);
  if (!words.length) {
    results.hidden = true;
    return;
  }
  const found = find(await indexed(), words);
  if (typed !== search.value) {
    return;
  }
  results.replaceChildren(...found.map(document => entry(document, words)));
  if (!found.length) {
    const none = document.createElement('li');
    none.textContent = 'Nothing found.';
    results.append(none);
  }
  results.hidden = false;
}

search.addEventListener('focus', indexed);
search.addEventListener('input', show);
search.form.addEventListener('submit', event => {
  event.preventDefault();
  results.querySelector('a')?.click();
});
document.addEventListener('keydown', event => {
  if (event.key === '/' && !/INPUT|TEXTAREA/.test(document.activeElement.tagName)) {
    event.preventDefault();
    search.focus();
  } else if (event.key === 'Escape') {
    results.hidden = true;
  }
});
document.addEventListener('click', event => {
  if (!search.form.contains(event.target)) {
    results.hidden = true;
  }
});
