/* dh_view.cjs - what valgrind's DHAT viewer shows of a file
 *
 *     NODE_PATH=… node dh_view.cjs FILE [METRIC]
 *
 * FILE is given to the page as valgrind ships it, and the text that it then
 * shows is printed, sorted by METRIC, a label of its menu. What the page says
 * instead, if it cannot read FILE, fails.
 */
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { JSDOM, VirtualConsole } = require('jsdom');

const page = '/usr/libexec/valgrind/dh_view.html';
const [file, metric = 'At t-gmax (bytes)'] = process.argv.slice(2);

function fail(message) {
    console.error('dh_view.cjs: ' + file + ': ' + message);
    process.exit(1);
}

function show(window) {
    const { document } = window;
    const text = selector => document.querySelector(selector).textContent;
    const menu = document.querySelector('select');
    const option = [...menu.options].find(o => o.label === metric);
    if (option === undefined || option.disabled)
        fail('there is no metric ' + metric);
    menu.value = option.value;
    const shown = new window.MutationObserver(() => {
        if (document.querySelector('.error') !== null)
            fail(text('.error'));
        if (document.querySelector('pre .threshold') === null)
            return;
        console.log(text('pre'));
        process.exit(0);
    });
    shown.observe(document.body, { childList: true, subtree: true });
    const input = document.querySelector('input');
    Object.defineProperty(input, 'files', { value: [
        new window.File([fs.readFileSync(file)], path.basename(file))] });
    input.dispatchEvent(new window.Event('change'));
}

const messages = new VirtualConsole();
messages.on('jsdomError', error => fail(error.message));
new JSDOM(fs.readFileSync(page, 'utf8'), {
    url: pathToFileURL(page).href, resources: 'usable',
    runScripts: 'dangerously', virtualConsole: messages,
    beforeParse: window => window.addEventListener('load',
        () => setTimeout(() => show(window))) });
setTimeout(() => fail('nothing was shown in 20 seconds'), 20000);
