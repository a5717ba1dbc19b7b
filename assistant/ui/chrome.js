// What Streamlit itself says, in Chinese. Streamlit has no setting for its language; so its texts, tooltips and labels for screen readers
// are replaced where they appear. Only whole texts are, and never in what people or documents wrote. And the menu leads back, see below.
(() => {
  const WORDS = {
    // the frame of the page
    'Skip to main content': '跳到正文', 'Sidebar': '侧栏', 'Collapse sidebar': '收起侧栏', 'Expand sidebar': '展开侧栏', 'App pages': '页面',
    'Link to heading': '此处的链接', 'Main menu': '菜单', 'Notifications': '通知', 'Close': '关闭', 'Dismiss': '关闭', 'Cancel': '取消',
    'Rerun': '刷新', 'Print': '打印', 'Theme': '外观', 'System': '跟随系统', 'Light': '浅色', 'Dark': '深色', 'Running...': '正在处理……',
    'Stop': '停止', 'Connecting': '正在连接', 'Connecting to Streamlit server': '正在连接程序', 'Error': '错误', 'Error:': '错误：',
    'Unable to connect to Streamlit server': '连不上程序', 'Fullscreen': '放大', 'Close fullscreen': '还原',
    'Copy to clipboard': '复制', 'Copy': '复制', 'Copied': '已复制',
    'Navigate to home page': '回到首页', 'Scroll tabs left': '向左', 'Scroll tabs right': '向右',
    // what goes wrong
    'Connection error': '与程序的连接断开了', 'Connection timed out.': '连接超时。',
    'Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:':
      '程序没有回应，可能已经关闭。请重新启动程序，本页会自动恢复；已保存的内容不会丢失。',
    'Streamlit server is not responding. Are you connected to the internet?': '服务器没有回应，请检查网络，或联系管理员；本页会自动恢复，已保存的内容不会丢失。',
    'Page not found': '没有这个页面',
    "The page that you have requested does not seem to exist. Running the app's main page.": '这个地址没有对应的页面，已打开首页。',
    "This app has encountered an error. The original error message is redacted to prevent data leaks. Full error details have been recorded in the logs (if you're on Streamlit Cloud, click on 'Manage app' in the lower right of your app).":
      '程序出了问题，这一步没有完成。请刷新页面后重试；如果仍然出错，请把日志交给管理员。',
    'Traceback:': '出错位置：', 'Script execution error': '程序出错', 'Download failed': '下载失败，请重试', 'Failed to generate file for download': '文件没有写成，原因见页面', 'Network Error': '网络错误',
    'Cannot load Streamlit frontend code. This can happen when you update Streamlit while a Streamlit app is running.':
      '页面需要重新载入。请刷新页面。',
    // fields
    'Press Enter to apply': '按回车键生效', 'Press Ctrl+Enter to apply': '按 Ctrl+回车 生效', 'Press ⌘+Enter to apply': '按 ⌘+回车 生效',
    'Press Enter to submit form': '按回车键提交', 'Press Ctrl+Enter to submit form': '按 Ctrl+回车 提交', 'Press ⌘+Enter to submit form': '按 ⌘+回车 提交',
    'Open': '展开', 'No results': '没有匹配项', 'No options': '没有可选项', 'Select all': '全选', 'Clear all': '全部清除', 'Selected values': '已选',
    'Select...': '请选择', 'Choose an option': '请选择', 'Choose options': '请选择', 'Clear value': '清除', 'Clear entry': '清除', 'Clear selection': '清除选择',
    'Increment': '增加', 'Decrement': '减少', 'Show password': '显示', 'Hide password': '隐藏', 'Invalid input.': '填写有误。', 'Empty': '未填',
    'Number is above the allowed range.': '数值过大。', 'Number is below the allowed range.': '数值过小。',
    'Choose date': '选择日期', 'Choose date range': '选择起止日期', 'Clear date': '清除日期', 'Clear dates': '清除日期', 'Date range': '起止日期',
    'Previous month': '上个月', 'Next month': '下个月', 'yyyy': '年', 'mm': '月', 'dd': '日',
    'Use arrow keys to navigate dates. Enter to select. Escape to close.': '用方向键选日期，回车确定，Esc 关闭。',
    // files
    'Upload': '选择文件', 'file upload': '选择文件', 'Add files': '添加文件', 'add icon': '添加', 'Upload directories': '选择文件夹',
    'Drag and drop a file here': '把文件拖到这里', 'Drag and drop files here': '把文件拖到这里', 'Drag and drop directories here': '把文件夹拖到这里',
    'Too many files': '文件太多', 'Only one file is allowed.': '只能选一个文件。',
    // tables and charts
    'Show/hide columns': '显示或隐藏列', 'Download as CSV': '下载为 CSV', 'Search': '查找', 'Type to search': '输入要找的字', 'Add row': '添加一行',
    'Delete row(s)': '删除所选行', 'Previous Result': '上一处', 'Next Result': '下一处', 'Close Search': '关闭查找', '(index)': '（序号）',
    'Copy column name': '复制列名', 'Dataframe column menu': '列菜单', 'Sort ascending': '升序', 'Sort descending': '降序', 'Autosize': '适合宽度',
    'Pin column': '固定此列', 'Unpin column': '取消固定', 'Hide column': '隐藏此列', 'Format': '格式', 'Statistics': '统计', 'Rename': '改名',
    'Automatic': '自动', 'Localized': '本地格式', 'Plain': '原样', 'Compact': '紧凑', 'Dollar': '美元', 'Euro': '欧元', 'Yen': '日元',
    'Percent': '百分比', 'Scientific': '科学计数', 'Accounting': '会计', 'Distance': '距今', 'Calendar': '日历', 'Duration': '时长',
    'Count': '个数', 'Distinct': '不同值', 'Maximum': '最大', 'Minimum': '最小', 'Average': '平均', 'Median': '中位数', 'Sum': '合计', 'Range': '范围',
    'Values': '取值', 'No data': '没有数据', 'No content': '没有内容', 'Button action menu': '操作', 'Edit': '编辑', 'Start': '开始', 'End': '结束',
    'Standard deviation': '标准差', 'Average length': '平均长度', 'Maximum length': '最大长度', 'Minimum length': '最小长度', 'Based on sample': '按抽样计算',
    'The value is not part of the allowed options.': '这个值不在可选项中。', 'The value cannot be interpreted as a number.': '这个值不是数字。',
    'Show data': '显示数据', 'Show chart': '显示图', 'Download as PNG': '下载为图片', 'Copy Vega-Lite spec': '复制图的定义', 'Vega visualization': '图',
  };
  const SIZE = '([\\d.]+ ?[KMGT]?B)';
  const SHAPES = [
    [`^${SIZE} per file$`, '每个文件不超过 $1'], [`^File must be ${SIZE} or smaller\\.$`, '文件不能超过 $1。'],
    [`^File is larger than ${SIZE}$`, '文件超过 $1'], ['^\\S* ?files are not allowed\\.$', '不接受这种文件。'], ['^File type must be (?:one of )?(.+)$', '只接受 $1'],
    ['^Remove (.+)$', '移除$1'], ['^Cancel upload of (.+)$', '取消上传$1'], ['^Add: (.+)$', '新增：$1'], ['^Select (\\d+) matches$', '选中 $1 项'],
    ['^(\\d+)(\\+?) results?$', '$1$2 处'], ['^(\\d+) of (\\d+)(\\+?)(?: results?)?$', '第 $1 处，共 $2$3 处'],
    ['^(\\d+) options? available\\.$', '共 $1 项'], ['^(.+), selected\\.?$', '已选$1'], ['^year, (.*)$', '$1：年'], ['^month, (.*)$', '$1：月'], ['^day, (.*)$', '$1：日'],
    ['^Choose date(?: range)?, (.+)$', '选择日期：$1'], ['^Quick select a date range$', '常用时段'],
    ['^(?:Error: )?Number is outside the allowed range\\. Please enter a value between (.+) and (.+)\\.$', '请填 $1 到 $2 之间的数。'],
    ['^(?:Error: )?Number is below the allowed range\\. Please enter a value greater than or equal to (.+)\\.$', '请填不小于 $1 的数。'],
    ['^(?:Error: )?Number is above the allowed range\\. Please enter a value less than or equal to (.+)\\.$', '请填不大于 $1 的数。'],
    ['^You have requested page /(.*), but no corresponding file was found .*$', '没有“$1”这个页面，已打开首页。'],
  ].map(([shape, chinese]) => [new RegExp(shape, 's'), chinese]);
  const ATTRIBUTES = ['aria-label', 'aria-valuetext', 'title', 'placeholder'];
  // Texts of people and documents, the hidden tables of grids, and icons, whose names are text.
  const NOT_OURS = '.stMarkdown, .stText, .stHeading h1 > span, .stCode, .stJson, .stTable, .stHtml, canvas, script, style, textarea, [data-testid="stIconMaterial"]';

  const inChinese = said => {
    const text = said.trim();
    if (!/[A-Za-z]/.test(text)) return said;
    if (Object.hasOwn(WORDS, text)) return WORDS[text];
    const found = SHAPES.find(([shape]) => shape.test(text));
    return found ? text.replace(...found) : said;
  };
  const replaceText = node => {
    const chinese = inChinese(node.nodeValue);
    if (chinese !== node.nodeValue && !node.parentElement?.closest(NOT_OURS)) node.nodeValue = chinese;
  };
  const replaceAttribute = (element, name) => {
    const said = element.getAttribute(name);
    const chinese = said === null ? said : inChinese(said);
    if (chinese !== said) element.setAttribute(name, chinese);
  };
  const replaceWithin = root => {
    if (root.nodeType === Node.TEXT_NODE) return replaceText(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.matches('canvas, script, style')) return undefined;
    ATTRIBUTES.forEach(name => replaceAttribute(root, name));
    return root.childNodes.forEach(replaceWithin);
  };
  // Streamlit stays where it is when the page of the moment is chosen in the menu: a draft that stands in the address would stay open.
  const leadBack = event => {
    const link = event.target.closest?.('a[data-testid$="NavLink"], a[data-testid="stTopNavDropdownLink"]');
    if (!link || event.ctrlKey || event.metaKey || link.pathname !== location.pathname || !location.search) return;
    event.preventDefault();
    event.stopPropagation();
    location.assign(link.pathname);
  };
  if (window.speaksChinese) return;
  window.speaksChinese = true;
  document.documentElement.lang = 'zh-CN';
  replaceWithin(document.body);
  document.addEventListener('click', leadBack, true);
  new MutationObserver(changes => changes.forEach(change => {
    if (change.type === 'attributes') replaceAttribute(change.target, change.attributeName);
    else if (change.type === 'characterData') replaceText(change.target);
    else change.addedNodes.forEach(replaceWithin);
  })).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES});
})();
