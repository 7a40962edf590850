/* dh_view.cjs - what valgrind's DHAT viewer shows of files
 *
 *     NODE_PATH=… node dh_view.cjs FILE...
 *
 * Each FILE is given to the page as valgrind ships it, sorted by what was live at
 * the peak, and the text that it then shows is printed. What the page says
 * instead, if it cannot read FILE, fails.
 */
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { JSDOM, VirtualConsole } = require('jsdom');

const page = '/usr/libexec/valgrind/dh_view.html';
const metric = 'At t-gmax (bytes)';

function fail(message) {
    console.error('dh_view.cjs: ' + message);
    process.exit(1);
}

/* Load a file into the page, and call `shown` when its text is there. */
function show(window, file, shown) {
    const { document } = window;
    const text = selector => document.querySelector(selector).textContent;
    const menu = document.querySelector('select');
    menu.value = [...menu.options].find(o => o.label === metric).value;
    const observer = new window.MutationObserver(() => {
        if (document.querySelector('.error') !== null)
            fail(file + ': ' + text('.error'));
        if (document.querySelector('pre .threshold') === null)
            return;
        observer.disconnect();
        console.log(file + ':\n' + text('pre'));
        shown();
    });
    observer.observe(document.body, { childList: true, subtree: true });
    const input = document.querySelector('input');
    Object.defineProperty(input, 'files', { value: [
        new window.File([fs.readFileSync(file)], path.basename(file))] });
    input.dispatchEvent(new window.Event('change'));
}

function open(file) {
    const messages = new VirtualConsole();
    messages.on('jsdomError', error => fail(file + ': ' + error.message));
    return new Promise(shown => new JSDOM(fs.readFileSync(page, 'utf8'), {
        url: pathToFileURL(page).href, resources: 'usable',
        runScripts: 'dangerously', virtualConsole: messages,
        beforeParse: window => window.addEventListener('load',
            () => setTimeout(() => show(window, file, shown))) }));
}

async function main() {
    setTimeout(() => fail('nothing was shown in 20 seconds'), 20000);
    for (const file of process.argv.slice(2))
        await open(file);
    process.exit(0);
}

main();
