# نصوص البرنامج بالعربية. كل معرّف هنا له مثله في en.ftl.

## سطر الأوامر

cli-column-file = الملف
cli-column-name = الاسم
cli-column-paper = الهوية
cli-column-mobile = الجوال
cli-column-born = الميلاد
cli-column-branch = الفرع
cli-column-requests = الطلبات
cli-column-queue = القائمة
cli-column-request = الطلب
cli-column-initials = الأحرف الأولى
cli-column-due = حل الرد
cli-column-service = الخدمة
cli-column-since = منذ
cli-column-reply = لا رد قبل
cli-column-officer = الموظف
cli-column-urgency = الإلحاح
cli-column-question = السؤال
cli-column-answer = الإجابة
cli-column-sex = الجنس
cli-column-nationality = الجنسية
cli-column-email = البريد الإلكتروني
cli-column-iban = الآيبان
cli-column-city = المدينة
cli-column-district = الحي
cli-column-household = أفراد الأسرة
cli-column-dependants = يعولهم
cli-column-income = الدخل الشهري
cli-column-consent = الموافقة
cli-column-registered = سُجّل
cli-column-stage = المرحلة
cli-column-channel = القناة
cli-column-profile = اللائحة
cli-column-opened = فُتح
cli-column-category = الفئة
cli-column-need = الاحتياج
cli-column-papers = المستندات
cli-column-declaration = الإقرار
cli-column-explained = شُرح له
cli-column-submitted = رُفع
cli-column-withdrawn = سُحب لأن
cli-column-short-address = العنوان المختصر
cli-column-not-the-same = ليس هو الملف
cli-column-papers-missing = ينقصه
cli-urgent = عاجل
cli-unverified = لم يُتحقق منه
cli-differs = مختلف
cli-agrees = مطابق
cli-voided = بطل بتعديل ما أُقرّ به
cli-column-check = الفحص
cli-column-result = النتيجة
cli-column-entries = القيود
cli-column-detail = التفصيل
cli-check-ok = سليم
cli-check-wrong = خلل
cli-check-journal = السجل
cli-check-derivation = الاشتقاق
cli-check-records = البيانات
cli-column-dry-run = تجربة
cli-column-rows = الصفوف
cli-column-added = أُضيف
cli-column-already = مسجل من قبل
cli-column-elsewhere = مسجل في فرع آخر
cli-column-twice = مكرر في الملف
cli-column-refused = لم يؤخذ
cli-import-dry-run = لم يُغيَّر شيء
cli-import-windows = { $file } ليس بترميز UTF-8، فقُرئ على أنه Windows-1256
cli-import-ignored = أعمدة لا تؤخذ: { $columns }
cli-import-row-refused = ؛ لم يؤخذ الصف
fail-read = { $file }: تعذر استعماله: { $why }
fail-no-place = لا مجلد رئيسي للمستخدم تُحفظ فيه البيانات؛ اختر مكانًا بالخيار --data DIR
fail-data = { $path }: { $why }؛ اختر مكانًا آخر بالخيار --data DIR أو اسمح بالكتابة في هذا
fail-socket-long = مسار المقبس { $path } طوله { $length } بايت، وأقصى ما يسمح به النظام { $limit }؛ اختر أقصر منه بالخيار --socket PATH
fail-office = لم يعمل المكتب: { $why }
fail-running = للبيانات في { $path } مكتب يعمل
fail-line = انقطع الاتصال بالمكتب: { $why }
fail-not-istiqbal = من يجيب على المقبس ليس هذا البرنامج
fail-message = تعذرت قراءة رسالة: { $why }
fail-office-older = هذه النسخة { $ours }، ونسخة المكتب العامل أقدم: { $theirs }؛ أعد تشغيل المكتب لتحديثه
fail-program-older = هذه النسخة { $ours }، ونسخة المكتب العامل أحدث: { $theirs }؛ ادخل من جديد بالنسخة الأحدث
fail-astray = أجاب المكتب بغير ما سُئل عنه
fail-number = «{ $text }» ليس رقمًا من هذا النوع
fail-queue = لا قائمة اسمها «{ $name }»، والقوائم: { $known }
fail-queue-branch = لا تُقسَّم القائمة «{ $name }» على الفروع؛ دع الخيار --branch
fail-branch = لا فرع اسمه «{ $name }»، والفروع: { $known }
fail-channel = لا قناة اسمها «{ $name }»، والقنوات: { $known }
fail-profile = لا لائحة اسمها «{ $name }»، واللوائح: { $known }
fail-date = { $text }: { $why }
fail-demo = لم يُصنع العرض: { $why }
fail-input-no-terminal = الإدخال ليس طرفية؛ الأمر desk --plain يسأل سطرًا سطرًا، والأمر ssh -t يأتي بطرفية
fail-output-no-terminal = الإخراج ليس طرفية؛ الأمر desk --plain يسأل سطرًا سطرًا
fail-dumb = لا تستطيع هذه الطرفية ({ $term }) رسم شاشة؛ الأمر desk --plain يسأل سطرًا سطرًا
fail-lines = انقطع السؤال سطرًا سطرًا: { $why }
fail-terminal = تعذر استعمال الطرفية: { $why }
fail-defect = توقف المكتب لخلل فيه؛ ما حُفظ باقٍ
fail-unconfirmed = لم يؤكد المكتب آخر ما عُمل ({ $commands })؛ افتح من جديد وانظر
fail-unprinted = لم يخرج كل ما طُبع أخيرًا ({ $sheets })؛ افتح من جديد واطبعه
fail-output = تعذرت كتابة المخرجات: { $why }
date-shape = ليس تاريخًا: يُكتب مثل 1446/06/01 أو 01/06/1446 أو 2024-12-02
date-year = السنة { $year } ليست في أي من التقويمين (1300–1600 هـ، 1883–2173 م)
date-other-calendar = السنة { $year } ليست من التقويم المكتوب مع التاريخ
date-month = لا شهر رقمه { $month }
date-day = لا يوم رقمه { $day } في شهر أيامه { $length }
verify-no-journal = لا سجل في { $path }
verify-held = { $path }: مكتب يعمل على مقبس آخر؛ سمّه بالخيار --socket PATH
verify-damage = { $file } تالف عند البايت { $offset }، القيد { $entry }: { $why }
verify-underivable = تعذر اشتقاق البيانات من السجل: { $why }
verify-short = المكتب عند القيد { $office } والسجل ينتهي عند { $journal }
verify-set-aside = تعذر استعمال البيانات على القرص ({ $why })؛ نُحّيت واشتُقت من السجل من جديد
verify-records = البيانات على القرص: { $why }
verify-different-office = بيانات المكتب العامل تخالف ما يقوله السجل عند القيد { $entry } (بصمتها { $found }، والمشتقة { $derived })؛ أوقف المكتب واحذف المجلد records لتُشتق من جديد
verify-different-disk = البيانات على القرص تخالف ما يقوله السجل عند القيد { $entry } (بصمتها { $found }، والمشتقة { $derived })؛ احذف المجلد records لتُشتق من جديد
import-utf16 = { $file }: الملف بترميز UTF-16؛ احفظه CSV UTF-8
import-binary = { $file }: ليس ملفًا نصيًا؛ احفظ الورقة CSV UTF-8
import-empty = { $file }: الملف فارغ
import-no-names = { $file }: لا عمود عنوانه الاسم (الاسم، name)؛ والعناوين: { $headings }
import-same-column = { $file }: العمودان «{ $first }» و«{ $second }» بمعنى واحد؛ احذف أحدهما
import-refused = { PLURAL($rows) ->
    [zero] أُخذت كل الصفوف
    [one] لم يؤخذ صف واحد؛ صححه وأعد الاستيراد
    [two] لم يؤخذ صفان؛ صححهما وأعد الاستيراد
    [few] لم تؤخذ { $rows } صفوف؛ صححها وأعد الاستيراد
    [many] لم يؤخذ { $rows } صفًا؛ صححها وأعد الاستيراد
   *[other] لم يؤخذ { $rows } صف؛ صححها وأعد الاستيراد
}
import-interrupted = توقف عند السطر { $line }؛ أعد الاستيراد ليكمل
row-no-name = لا اسم فيه
row-one-word = الاسم كلمتان على الأقل
row-line-break = الاسم على عدة أسطر: هل علامة اقتباس لم تُغلق؟
row-unverified = رقم التحقق لا يوافق بقية الأرقام؛ حُفظ على أنه لم يُتحقق منه
row-check-digit = رقم التحقق لا يوافق بقية الأرقام
row-shape = ليس على شكل أي وثيقة معروفة
row-first-digit = يبدأ بالرقم { $found } والمتوقع { $expected }
row-character = «{ $found }» ليس من مكانه هنا
row-length = طوله { $found }، والمتوقع من { $least } إلى { $most }
row-length-exact = طوله { $found }، والمتوقع { $most }
row-empty = لم يُكتب شيء
row-paper-kind = لا نوع وثيقة بهذا الاسم
row-mobile = ليس رقم جوال: يُكتب 05xxxxxxxx، والأجنبي بعلامة + ورمز دولته
row-iban-digits = رقما التحقق في الآيبان لا يوافقان بقيته
row-iban = الآيبان يبدأ بحرفين ثم رقمين
row-email = البريد يُكتب name@domain.tld
row-sex = اكتب ذكر أو أنثى
row-nationality = لا دولة بهذا الاسم؛ اكتب حرفيها، مثل SA
row-number = ليس عددًا من 0 إلى 65535
row-halalas = الهللة جزء من مئة: منزلتان على الأكثر بعد فاصلة واحدة
row-too-large = المبلغ أكبر من المعقول
row-short-address = العنوان المختصر أربعة أحرف وأربعة أرقام، مثل RRRD2929
row-answer = اكتب نعم أو لا
row-fields = عدد الحقول { $found } والعناوين { $headings }: هل في حقل فاصلة بلا علامتي اقتباس؟
row-twice = الشخص نفسه في السطر { $line }
cli-keymap-whole = { $file }: ملف المفاتيح سليم
cli-column-kind = النوع
cli-column-said = ما قيل
cli-column-key = المفتاح
cli-column-command = الأمر
cli-column-where = أين
cli-column-about = ما يفعله
cli-find-none = لم يُعثر على أحد

## الأوامر: الاسم القصير لسطر المفاتيح، و about للمساعدة ولوحة الأوامر

command-help = مساعدة
    .about = ما الذي يعمل هنا الآن، وبأي مفتاح
command-palette = الأوامر
    .about = البحث عن أي أمر باسمه العربي أو الإنجليزي
command-language = English
    .about = التبديل بين العربية والإنجليزية
command-back = رجوع
    .about = الرجوع إلى الشاشة السابقة؛ ما كُتب يبقى محفوظًا
command-home = الاستقبال
    .about = العودة إلى شاشة الاستقبال
command-quit = خروج
    .about = مغادرة المكتب
command-keys = المفاتيح
    .about = كل المفاتيح في كل الشاشات
command-redraw = إعادة الرسم
    .about = إعادة رسم الشاشة كاملة
command-digits = الأرقام ٠١٢
    .about = عرض الأرقام ٠١٢ أو 012
command-up = أعلى
    .about = السطر السابق
command-down = أسفل
    .about = السطر التالي
command-page-up = الصفحة السابقة
    .about = صفحة إلى الأعلى
command-page-down = الصفحة التالية
    .about = صفحة إلى الأسفل
command-first = الأول
    .about = أول سطر
command-last = الأخير
    .about = آخر سطر
command-next-field = الحقل التالي
    .about = حفظ الحقل والانتقال إلى ما بعده
command-previous-field = الحقل السابق
    .about = حفظ الحقل والعودة إلى ما قبله
command-next-step = متابعة
    .about = الانتقال إلى الخطوة التالية حين تكتمل هذه
command-previous-step = السابقة
    .about = العودة إلى الخطوة السابقة
command-reveal = إظهار
    .about = إظهار المحجوب أو حجبه
command-choose = اختيار
    .about = تنفيذ الأمر المحدد
command-close = إغلاق
    .about = إغلاق هذه اللوحة
command-confirm-yes = نعم
    .about = تنفيذ ما عُرض
command-confirm-no = لا
    .about = ترك كل شيء كما هو

## الإطار

waiting-count = { PLURAL($count) ->
    [zero] لا أحد ينتظر
    [one] منتظر واحد
    [two] منتظران
    [few] { $count } منتظرين
    [many] { $count } منتظرًا
   *[other] { $count } منتظر
}
waiting-short = { $count } بانتظار
overdue-short = { $count } للرد
overdue-count = { PLURAL($count) ->
    [zero] لا رد متأخر
    [one] رد واحد مستحق
    [two] ردان مستحقان
    [few] { $count } ردود مستحقة
    [many] { $count } ردًا مستحقًا
   *[other] { $count } رد مستحق
}
frame-too-small = الشاشة صغيرة: { $width }×{ $height }، والمكتب يحتاج 60×20
frame-offline = انقطع الاتصال بالمكتب؛ المحاولة مستمرة ولم يُفقد شيء
frame-program = استقبال
weekday-sat = السبت
weekday-sun = الأحد
weekday-mon = الاثنين
weekday-tue = الثلاثاء
weekday-wed = الأربعاء
weekday-thu = الخميس
weekday-fri = الجمعة

## الإشعارات والتأكيد

toast-copied = نُسخ { $what }
toast-unavailable = «{ $command }» لا يعمل هنا الآن
toast-keymap-bad = ملف المفاتيح { $file }، السطر { $line }: { $what }. تعمل المفاتيح الأصلية
keymap-shape = ليس بالصيغة المطلوبة: { $what }
keymap-section = لا قسم اسمه { $what }
keymap-key = لا مفتاح اسمه { $what }
keymap-types-two = المفتاح { $what } يكتب حرفين على لوحة المفاتيح العربية
keymap-command = لا أمر اسمه { $what }
keymap-condition = لا شرط اسمه { $what }
keymap-condition-shape = الشرط ناقص عند { $what }
keymap-twice = المفتاح { $what } مربوط مرتين
confirm-quit-title = مغادرة المكتب؟
confirm-quit-body = كل ما كُتب محفوظ، ويُستأنف عند الحقل نفسه.
confirm-yes = نعم
confirm-no = لا

## القائمة والجدول

list-empty = لا شيء هنا
list-position = { $row } من { $rows }

## النموذج

form-required = مطلوب
form-not-a-date = ليس تاريخًا: يُكتب مثل ⁦1446/06/01⁩ أو ⁦2024-12-02⁩
form-not-a-number = يُكتب عددًا
form-not-a-choice = ليس من الخيارات
form-yes = نعم
form-no = لا
form-draft-saved = مسودة محفوظة
form-step-incomplete = { PLURAL($count) ->
    [zero] لا ينقص شيء
    [one] بقي حقل واحد مطلوب
    [two] بقي حقلان مطلوبان
    [few] بقيت { $count } حقول مطلوبة
    [many] بقي { $count } حقلًا مطلوبًا
   *[other] بقي { $count } حقل مطلوب
}
form-choose-many = مفتاح المسافة يعلّم
form-optional = اختياري
form-warning = تنبيه
form-error = خطأ
form-plain-choose = اكتب رقم الخيار
form-plain-many = اكتب أرقام الخيارات وبينها فاصلة
form-plain-skip = (سطر فارغ للتجاوز)
form-plain-keep = (سطر فارغ لإبقائه)
form-plain-ended = انتهى الإدخال؛ ما كُتب محفوظ
calendar-hijri = هـ
calendar-gregorian = م

## المساعدة ولوحة الأوامر

help-title = ما يعمل هنا الآن
help-more = كل الشاشات
palette-title = الأوامر
palette-none = لا أمر بهذا الاسم
keys-title = المفاتيح
keys-column-key = المفتاح
keys-column-command = الأمر
keys-column-about = ما يفعله
keys-column-where = أين
keys-now = يعمل الآن

## أقسام المفاتيح: اسم كل قسم كما يراه الموظف

section-global = في كل مكان
section-list = القوائم
section-form = النماذج
section-palette = لوحة الأوامر
section-help = المساعدة
section-confirm = التأكيد
section-keys = المفاتيح

## الكلمات: ما يقوله المكتب بلسان الموظف

stage-intake = قيد الاستقبال
stage-papers-missing = مستندات ناقصة
stage-clarification = بانتظار الإيضاح
stage-study = قيد الدراسة
stage-decision = بانتظار القرار
stage-reply = بانتظار الرد
stage-objection = اعتراض
stage-registration = استكمال التسجيل
stage-delivery = تقديم الخدمة
stage-closed = منتهٍ
stage-withdrawn = مسحوب

act-state-need = تحديد الاحتياج
act-match-paper = مطابقة المستند
act-sign = توقيع الإقرار
act-explain = شرح ما يلي
act-await-papers = انتظار المستندات
act-refer = الإحالة للإيضاح
act-answer = الإجابة عن الإحالة
act-submit = رفع الطلب
act-withdraw = سحب الطلب
act-take = تولّي الطلب
act-except-scope = قبول طلب من خارج النطاق
act-assign = إسناد الطلب
act-hand-back = إعادة الطلب لمن كان معه
act-note-finding = تدوين نتيجة
act-report-mechanism = تدوين تقرير الفحص
act-judge-criterion = تقييم معيار
act-give-opinion = رأي اللجنة
act-send-back = إعادة الطلب إلى الاستقبال
act-decide = القرار
act-allow-early-reply = الإذن بردّ مبكر
act-reply = الرد على المستفيد
act-object = تسجيل اعتراض
act-answer-objection = الرد على الاعتراض
act-register = استكمال التسجيل
act-deliver = تقديم الخدمة
act-close = إنهاء الطلب
act-refer-outside = الإحالة إلى جهة أخرى
act-note-outside-result = تدوين نتيجة الإحالة الخارجية
act-attach-scan = إرفاق صورة مستند

role-administrator = مدير النظام
role-reception = موظف الاستقبال
role-social-researcher = مسؤول البحث الاجتماعي
role-committee-secretary = أمين اللجنة
role-supervisor = المشرف
role-auditor = المدقق

words-or = أو
words-and = { " و" }
words-comma = { "، " }
words-office = البرنامج
words-staff-number = الموظف رقم { $number }

age-now = الآن
age-minutes = { PLURAL($count) ->
    [zero] الآن
    [one] منذ دقيقة
    [two] منذ دقيقتين
    [few] منذ { $count } دقائق
   *[other] منذ { $count } دقيقة
}
age-hours = { PLURAL($count) ->
    [zero] الآن
    [one] منذ ساعة
    [two] منذ ساعتين
    [few] منذ { $count } ساعات
   *[other] منذ { $count } ساعة
}
age-days = { PLURAL($count) ->
    [zero] اليوم
    [one] منذ يوم
    [two] منذ يومين
    [few] منذ { $count } أيام
    [many] منذ { $count } يومًا
   *[other] منذ { $count } يوم
}
wait-now = الآن
wait-minutes = { PLURAL($count) ->
    [zero] الآن
    [one] دقيقة
    [two] دقيقتان
    [few] { $count } دقائق
   *[other] { $count } دقيقة
}
wait-hours = { PLURAL($count) ->
    [zero] الآن
    [one] ساعة
    [two] ساعتان
    [few] { $count } ساعات
   *[other] { $count } ساعة
}
wait-days = { PLURAL($count) ->
    [zero] اليوم
    [one] يوم
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
date-both = { $hijri } هـ · { $gregorian } م
date-written-hijri = { $written } هـ (يوافق { $derived } م)
date-written-gregorian = { $written } م (يوافق { $derived } هـ)
moment-today = اليوم { $time }
wallboard-next = التالي من { $count }
company = مفتوح أيضًا عند { $who } منذ { $since }
company-more = مفتوح أيضًا عند { $who } منذ { $since } و{ $count } غيره

agreement-equal = مطابق
agreement-folded = مطابق مع اختلاف الرسم
agreement-one-day-apart = فرق يوم بين التقويمين
agreement-differs = مختلف

validity-valid = سارية حتى { $until }
validity-expired = انتهت في { $until }، قبل { $on }
date-valid = سارية
date-expired = منتهية
validity-no-expiry = بلا تاريخ انتهاء

fact-name = الاسم
fact-id = رقم الهوية
fact-born = تاريخ الميلاد
fact-nationality = الجنسية
fact-household = عدد أفراد الأسرة
fact-income = الدخل الشهري
fact-city = المدينة
fact-iban = الآيبان
fact-mobile = الجوال
fact-email = البريد الإلكتروني
fact-sex = الجنس
fact-district = الحي
fact-dependants = من يعولهم
fact-consent = الموافقة على حفظ البيانات
fact-registered = سُجّل
fact-channel = القناة
fact-service = الخدمة
fact-category = الفئة
fact-paper = المستند
fact-valid-until = سارية حتى
fact-question = السؤال
fact-answer = الإجابة
fact-because = السبب
fact-need = الاحتياج
fact-date = التاريخ
fact-branch = الفرع
fact-roles = الأدوار
fact-uid = مستخدم النظام
fact-sees = يرى
fact-profile = ملف الجمعية
fact-draft = المسودة
fact-remark = الملاحظة
fact-purpose = الغرض
fact-signature = التوقيع

missing-consent = موافقة المستفيد على حفظ بياناته
missing-person-field = { $what } (من بيانات المستفيد)
missing-need = تحديد الاحتياج
missing-need-field = { $what } (من الاحتياج)
missing-paper = مستند «{ $what }»
missing-difference-remark = ملاحظة على اختلاف «{ $what }»
missing-expiry-remark = ملاحظة على انتهاء «{ $what }»
missing-declaration = توقيع الإقرار
missing-declaration-voided = إعادة توقيع الإقرار، فقد عُدّلت بيانات بعد توقيعه
missing-explanation = شرح ما يلي للمستفيد
missing-nothing = لا ينقص مستند حتى يُنتظر
missing-responsibilities = إبلاغ المستفيد بمسؤولياته
missing-scope-reason = سبب قبول الطلب والسكن خارج النطاق الجغرافي
missing-not-in-hand = أن يكون الطلب في يدك بعد غيرك
missing-criterion = تقييم معيار «{ $what }»
missing-finding = نتيجة واحدة على الأقل مع مصدرها
missing-mechanism = تقرير إحدى آليات التحقق
missing-reply-not-before = حلول أقرب موعد للرد: { $what }، أو إذن المشرف بسببه
missing-rejection = قرار بالرفض يُعترض عليه
missing-another-decider = أن يجيب غيرُ من قرّر
missing-delivery = تقديم الخدمة
missing-delivery-part = تقديم «{ $what }»
missing-no-outside-referral = إحالة خارجية تُنتظر نتيجتها
scan-missing = ملف الصورة «{ $name }» مفقود
scan-changed = ملف الصورة «{ $name }» تغيّر بعد إرفاقه
scan-not-whole = لم يصل الملف «{ $name }» كاملًا؛ أعد إرفاقه
scan-too-large = الملف «{ $name }» أكبر من المسموح (32 م.ب)
scan-unreadable = تعذّرت قراءة ملف الصورة «{ $name }» أو كتابته
fail-scan = ليس للطلب { $request } صورة رقم { $scan }؛ عدد صوره { $of }
fail-scan-written = لم تُكتب الصورة: { $why }
verify-scans = صور المستندات: { $why }
cli-check-scans = صور المستندات
cli-column-scans = صور المستندات

blocked-no-such-step = ليس في سياسة الجمعية: { $what }
blocked-wrong-stage = لا يمكن هذا والطلب «{ $what }»
blocked-not-allowed = هذا من صلاحية: { $what }
blocked-missing = ينقص: { $what }

entity-charity = إعدادات الجمعية
entity-branch = الفرع { $number }
entity-staff = الموظف { $number }
entity-person = الملف { $number }
entity-request = الطلب { $number }
entity-arrival = المراجع { $number }
entity-enquiry = الاستفسار { $number }
entity-draft = المسودة { $number }

refusal-not-staff = مستخدم النظام { $uid } ليس من الموظفين؛ يضيفه مدير النظام
refusal-not-opened = لم يُفتح المكتب بعد: شغّل istiqbal مرة لاختيار الجمعية
refusal-already-open = المكتب مفتوح من قبل
refusal-not-found = غير موجود: { $what }
refusal-stale = { $entity }: سبقك { $by } ({ $at }): { $what }. راجع ما تغيّر ثم أعد المحاولة
refusal-stale-elsewhere = تغيّر { $entity } في أثناء ذلك. راجع ما تغيّر ثم أعد المحاولة
redo-title = سبقك غيرك
redo-first = { $entity }: سبقك { $by } ({ $at }): { $what }
redo-first-elsewhere = تغيّر { $entity } في أثناء ذلك
redo-body = { $first }. Enter ينفّذ إجراءك فوق ما تغيّر، وEsc يبقي ما كتبته كما هو.
refusal-same-identity = هذه الهوية مسجلة في الملف { $number }؛ افتحه بدل التسجيل من جديد
refusal-invalid = { $field }: { $why }
refusal-too-much = الجواب أطول من أن يُعرض؛ اطلب أقل
refusal-not-kept = لم يُحفظ ({ $why })؛ لم يتغير شيء، أعد المحاولة بعد عودة المكتب
refusal-unreadable = لم يفهم المكتب ما أُرسل؛ قد يكون أحد الإصدارين أقدم
refusal-closing = المكتب يُغلق الآن؛ ما كُتب محفوظ
refusal-left-staff = غادرت فريق هذا المكتب في { $at }؛ يستطيع مدير النظام إضافتك من جديد
refusal-user-taken = مستخدم النظام { $uid } هو { $by } أصلًا؛ يمكن أن يشترك فيه آخرون بعد أن يضع { $by } رقمًا سريًا
refusal-last-administrator = لا مدير آخر لهذا المكتب؛ اجعل أحدًا مديرًا للنظام أولًا: { $names }
refusal-only-administrator = لا مدير آخر لهذا المكتب؛ أضف أولًا موظفًا آخر مديرًا للنظام
refusal-has-left = { $by } غادر الفريق، فلا يُغيَّر شيء مما له. إن عاد فأضفه من جديد
refusal-outside-branches = { $what } لفرع آخر: { $branches }. ومن يمنحك الفرع: { $by }
refusal-outside-branch = فرع { $branches } ليس من فروعك، ومن يمنحك إياه: { $by }
refusal-on-file-elsewhere = لصاحب هذه الهوية ملف في فرع { $branches }: إن كانت الوثيقة بين يديك فأضفه إلى فرعك بدل التسجيل من جديد
refusal-papers-spent = بلغتَ اليوم حد السؤال عن وثائق الفروع الأخرى؛ يتجدد غدًا، ويستطيع { $by } أن يعطيك تلك الفروع
refusal-branch-not-seen = { $by } لا يرى فرع { $branch }، ويمنحه إياه مدير النظام
refusal-copy-elsewhere = لصاحب { $what } بيانات في فرع { $branches }، والنسخة لا تُنقص شيئًا، ويستطيع { $by } إعدادها
refusal-copy-branches = لصاحب { $what } بيانات في فرع { $branches }، والنسخة لا تُنقص شيئًا، ومن يمنح المشرف تلك الفروع: { $by }
refusal-version-not-said = { $what } مشترك مع فروع أخرى: افتحه وصحّح ما تراه فيه
refusal-voids-elsewhere = في فرع آخر إقرار موقّع يبطل بهذا التصحيح، فلا يصحّحه إلا مشرف: { $by }
refusal-voids-unanswered = في فرع آخر إقرار موقّع يبطل بهذا التصحيح، فلا يصحّحه إلا مشرف، ولا مشرف الآن؛ يستطيع مدير النظام أن يعيّن مشرفًا
refusal-not-your-command = أرسل هذا غيرُك؛ أرسله من جديد
refusal-too-often = تكرّر هذا أكثر مما يُفعل باليد. يمكن تكراره من { $until }

invalid-empty = لا يُترك فارغًا
invalid-unknown = ليس من خيارات الجمعية
invalid-too-long = أطول من المسموح
invalid-too-many = لا مكان للمزيد
invalid-range = خارج مدى التقويم
invalid-country = رمز دولة من حرفين، مثل SA
invalid-taken = مستعمل من قبل
invalid-itself = هو الملف نفسه

event-profile-adopted = اعتُمد ملف الجمعية
event-branch-added = أُضيف فرع
event-staff-added = أُضيف موظف
event-roles-changed = تغيّرت الأدوار
event-staff-moved = انتقل إلى فرع آخر
event-staff-left = غادر الفريق
event-branch-renamed = تغيّر اسم الفرع
event-branches-given = مُنح فروعًا
event-person-admitted = أُضيف إلى فرع آخر
event-visitor-arrived = حضر مراجع
event-visitor-called = نودي المراجع
event-visitor-left = انصرف المراجع
event-person-registered = سُجّل المستفيد
event-person-corrected = عُدّلت بيانات المستفيد
event-found-not-the-same = تبيّن أنهما شخصان
event-request-opened = فُتح الطلب
event-need-stated = حُدّد الاحتياج
event-paper-matched = طوبق مستند
event-declaration-signed = وُقّع الإقرار
event-declaration-voided = بطل الإقرار بتعديل لاحق
event-study-explained = شُرح للمستفيد ما يلي
event-papers-awaited = انتظار مستندات
event-clarification-referred = أُحيل سؤال للإيضاح
event-clarification-answered = أُجيب عن الإحالة
event-request-submitted = رُفع الطلب
event-request-withdrawn = سُحب الطلب
event-request-taken = تولّى الطلب موظف آخر
event-enquiry-logged = سُجّل استفسار
event-draft-kept = حُفظت مسودة
event-draft-dropped = أُلغيت مسودة
event-record-opened = اطُّلع على سجل
event-people-imported = استُوردت ملفات
event-scope-excepted = قُبل الطلب من خارج النطاق
event-request-assigned = أُسند الطلب
event-request-handed-back = أُعيد الطلب لمن كان معه
event-finding-noted = دُوّنت نتيجة
event-criterion-judged = قُيّم معيار
event-mechanism-reported = دُوّن تقرير فحص
event-opinion-given = أُبدي رأي
event-study-concluded = اكتملت الدراسة
event-request-sent-back = أُعيد الطلب إلى الاستقبال
event-request-decided = صدر القرار
event-early-reply-allowed = أُذن بردّ مبكر
event-reply-given = بُلّغ المستفيد
event-objection-raised = سُجّل اعتراض
event-objection-answered = أُجيب عن الاعتراض
event-registration-completed = اكتمل التسجيل
event-service-delivered = قُدّمت الخدمة
event-request-closed = انتهى الطلب
event-referred-outside = أُحيل إلى جهة أخرى
event-outside-result-noted = دُوّنت نتيجة الإحالة الخارجية
event-sheet-printed = طُبعت ورقة
event-scan-attached = أُرفقت صورة مستند
## استقبال الطلب

section-intake = استقبال طلب
loading = لحظة…
file-word = ملف
step-person = المستفيد
step-need = الاحتياج
step-papers = المستندات
step-declaration = الإقرار
step-explain = الإيضاح
step-submit = الرفع
field-name = الاسم الكامل
field-id = رقم الهوية
field-no-paper = سبب عدم وجود وثيقة
field-id-as = الرقم لا يجتاز التحقق
field-mobile = الجوال
field-sex = الجنس
field-born = تاريخ الميلاد
field-nationality = الجنسية
field-consent = يوافق على حفظ بياناته
field-household = عدد أفراد الأسرة
field-income = الدخل الشهري (ر.س)
field-city = المدينة
field-district = الحي
field-short-address = العنوان المختصر
field-iban = الآيبان
field-email = البريد الإلكتروني
field-responsibilities = أُبلغ المستفيد بمسؤولياته
field-channel = قناة التواصل
field-service = الخدمة
field-category = الفئة
field-need = ما يطلبه المستفيد
field-urgency = الأولوية
field-brought = أُحضر
field-valid-until = سارية حتى
field-remark = سبب القبول مع ذلك
field-signed-how = طريقة التوقيع
field-sheet-number = رقم الورقة الموقعة
field-witness = اسم الشاهد
field-guardian = اسم الولي أو الوكيل
field-deed = رقم الصك أو الوكالة
field-explained = أُوضح ذلك للمستفيد
field-submit = يُرفع الطلب الآن
no-paper-not-brought = لم تُحضر
no-paper-lost = مفقودة
no-paper-held-elsewhere = محفوظة لدى جهة أخرى
no-paper-under-renewal = قيد التجديد
no-paper-not-issued-yet = لم تصدر بعد
paper-national-id = هوية وطنية
paper-iqama = إقامة
paper-passport = جواز سفر
paper-gcc-id = بطاقة خليجية
sex-female = أنثى
sex-male = ذكر
urgency-ordinary = عادي
urgency-urgent = عاجل
signed-paper = توقيع على ورقة
signed-thumbprint = بصمة بحضور شاهد
signed-guardian = الولي أو الوكيل
hint-name = الاسم كما في الوثيقة: الأول فالأب فالجد فالعائلة
hint-id = هوية أو إقامة أو جواز أو بطاقة خليجية؛ اتركه فارغًا إن لم توجد وثيقة
hint-id-as = راجع الرقم؛ إن كان مكتوبًا هكذا على الوثيقة فاختر نوعها بالسهم
hint-nationality = اسم الدولة، مثل: اليمن؛ أو حرفاها: YE
hint-consent = تُحفظ البيانات لخدمته فقط، وله أن يطلب نسخة منها
hint-valid-until = كما هو مكتوب على الوثيقة، هجريًا أو ميلاديًا
hint-remark = في الوثيقة اختلاف أو انتهت صلاحيتها؛ اكتب لماذا تُقبل
hint-same = Enter: الوثيقة مطابقة، أو اكتب ما فيها
same-stated = المذكور
same-on-paper = في الوثيقة
note-waiting = بانتظار المكتب…
note-submit = اكتمل الطلب. بعد رفعه تُثبت صلاحية المستندات على تاريخ اليوم.
name-parts = اكتب الاسم الأول واسم العائلة على الأقل
not-a-mobile = ليس رقم جوال: اكتبه هكذا ⁦05xxxxxxxx⁩ أو بمفتاح الدولة
not-a-country = لا دولة بهذا الاسم؛ اكتب حرفيها، مثل YE
not-a-short-address = العنوان المختصر أربعة أحرف وأربعة أرقام، مثل RRRD2929
not-an-iban = ليس آيبان صحيحًا؛ راجع الأرقام
not-an-email = ليس بريدًا إلكترونيًا
consent-first = لا تُحفظ البيانات دون موافقة صاحبها
responsibilities-first = أبلغ المستفيد بمسؤولياته قبل فتح الطلب
explain-first = أوضح للمستفيد ما يلي قبل الرفع
submit-first = اختر نعم لرفع الطلب، أو Esc للرجوع؛ المسودة محفوظة
papers-missing-say = لم يُحضر بعد: { $papers }. أدخلها، أو F5: المستندات لاحقًا
intake-sending = يُرسل…
intake-submitted = رُفع الطلب للدراسة
intake-awaits-papers = الطلب بانتظار المستندات
intake-referred = أُحيل السؤال؛ يعود الطلب إلى القائمة بعد الإجابة
intake-dropped = حُذفت المسودة
done-number = رقم الطلب: { $number }
done-reply-not-before = لا يكون الرد قبل { $date }
done-any-key = أي مفتاح: العودة إلى الاستقبال
question = ما الذي لم يتضح؟
question-to = سؤال إلى { $who }:
question-hint = Enter إرسال · Esc تراجع
confirm-same-person = هل المراجع صاحب هذا الملف؟
confirm-admit-person = هل الوثيقة بين يديك؟
confirm-admit-person-body = لصاحبها ملف في فرع { $branches }. إذا أُضيف صار ملفه مفتوحًا لهذا الفرع أيضًا ويبقى كذلك، ويُحفظ في السجل أنك أضفته.
confirm-drop-draft = حذف المسودة؟
confirm-drop-draft-body = يُحذف ما كُتب ولم يُرسل. ما سُجل لدى المكتب يبقى.
toast-not-the-same = سُجل أنه شخص آخر
command-same-as-stated = مطابق
    .about = الوثيقة تقول ما ذُكر نفسه
command-set-aside = حفظ وخروج
    .about = ترك الطلب كما هو؛ المسودة محفوظة وتُستأنف من الحقل نفسه
command-same-person = صاحب الملف
    .about = المراجع هو صاحب الملف المشابه: تُؤخذ بياناته
command-admit-person = إضافة إلى الفرع
    .about = جعل صاحب هذه الهوية المسجل في فرع آخر من مستفيدي هذا الفرع أيضًا
command-other-person = شخص آخر
    .about = الملف المشابه لشخص آخر؛ يُتذكر ذلك
command-await-papers = المستندات لاحقًا
    .about = إبقاء الطلب حتى يحضر المستفيد ما ينقص
command-refer = إحالة
    .about = إحالة ما لم يتضح للمستفيد إلى من يجيبه
command-send-question = إرسال
    .about = إرسال السؤال
command-drop-question = تراجع
    .about = ترك السؤال دون إرسال
command-drop-draft = حذف المسودة
    .about = حذف ما كُتب ولم يُرسل

list-comma = ،{" "}
finding-same-id = رقم الهوية نفسه
finding-id-one-digit-off = الهوية تختلف برقم
finding-id-digits-swapped = رقمان متبادلان في الهوية
finding-id-differs = هوية أخرى
finding-same-mobile = الجوال نفسه
finding-mobile-one-digit-off = الجوال يختلف برقم
finding-mobile-digits-swapped = رقمان متبادلان في الجوال
finding-mobile-differs = جوال آخر
finding-name-equal = الاسم نفسه
finding-name-equal-after-folding = الاسم نفسه برسم آخر
finding-name-words-equal = أجزاء الاسم نفسها
finding-one-letter-apart = الاسم يختلف بحرف
finding-letters-apart = الاسم يختلف بحروف
finding-name-part-missing = جزء من الاسم ناقص
finding-spacing = كلمتان موصولتان
finding-word-order = ترتيب الاسم مختلف
finding-given-name-differs = اسم أول آخر
finding-middle-name-differs = اسم أب أو جد آخر
finding-family-name-differs = عائلة أخرى
finding-born-same = تاريخ الميلاد نفسه
finding-born-same-stand-in = تاريخ ميلاد تقديري نفسه
finding-born-one-day-apart = الميلاد بفارق يوم
finding-day-month-swapped = اليوم والشهر متبادلان
finding-year-and-stand-in = سنة الميلاد نفسها، وأحد اليومين تقديري
finding-born-same-year = سنة الميلاد نفسها
finding-year-off-by-one = سنة الميلاد بفارق سنة
finding-year-off-by-ten = سنة الميلاد بفارق عشر سنوات
finding-same-day-of-year = اليوم والشهر نفسهما
finding-born-differs = ميلاد آخر
finding-sex-differs = الجنس مختلف
finding-born-one-digit-off = رقم واحد مختلف في تاريخ الميلاد
finding-born-digits-swapped = رقمان متبادلان في تاريخ الميلاد

## شاشات الاستقبال والبحث والاستفسارات وأول تشغيل

section-reception = الاستقبال
section-find = البحث
section-first-run = أول تشغيل
section-enquiries = الاستفسارات
section-calibration = ضبط العرض
section-stranger = غير مسجل
command-serve = خدمة
    .about = نداء المراجع المحدد وخدمته، أو متابعة المسودة المحددة
command-arrival = حضور
    .about = تسجيل حضور مراجع: اسمه والغرض من زيارته
command-arrival-on = متابعة
    .about = من الاسم إلى الغرض، ثم إلى قائمة الانتظار
command-arrival-field = الحقل الآخر
    .about = الانتقال بين الاسم والغرض
command-arrival-leave = لاحقًا
    .about = ترك تسجيل الحضور؛ ما كُتب يبقى
command-beside-open = فتح
    .about = المبادرة بالتواصل، أو المقترحات والشكاوى التي تنتظر الإجابة
beside-outreach = المبادرة بالتواصل
beside-voices = مقترحات وشكاوى
beside-outreach-count = { PLURAL($count) ->
    [zero] لا أحد يُبادَر بالتواصل معه الآن.
    [one] شخص واحد يُبادَر بالتواصل معه.
    [two] شخصان يُبادَر بالتواصل معهما.
    [few] { $count } أشخاص يُبادَر بالتواصل معهم.
    [many] { $count } شخصًا يُبادَر بالتواصل معهم.
   *[other] { $count } شخص يُبادَر بالتواصل معهم.
}
beside-voices-count = { PLURAL($count) ->
    [zero] لا مقترح ولا شكوى تنتظر الإجابة.
    [one] مقترح أو شكوى واحدة تنتظر الإجابة.
    [two] اثنان من المقترحات والشكاوى ينتظران الإجابة.
    [few] { $count } من المقترحات والشكاوى تنتظر الإجابة.
    [many] { $count } من المقترحات والشكاوى تنتظر الإجابة.
   *[other] { $count } من المقترحات والشكاوى تنتظر الإجابة.
}
beside-open = Enter يفتح القائمة.
command-other-list = تبديل
    .about = الانتقال بين قائمة الانتظار ومسوداتي وما ينتظر غيرهما
command-let-go = انصراف
    .about = إنهاء انتظار المراجع المحدد بعد التأكيد
command-find = بحث
    .about = البحث عن مستفيد بالاسم أو الهوية أو الجوال أو رقم الملف أو الطلب
command-find-open = فتح
    .about = فتح ملف المستفيد المحدد، أو بدء طلبه إن كان مراجعًا يُخدم
command-find-new = مستفيد جديد
    .about = تسجيل مستفيد جديد بالاسم المكتوب
command-enquiries = استفسار
    .about = تسجيل استفسار وإجابته، والبحث في الإجابات السابقة
command-enquiry-on = متابعة
    .about = من السؤال إلى الإجابة، ثم حفظ الاستفسار
command-enquiry-field = الحقل الآخر
    .about = الانتقال بين السؤال والإجابة
command-enquiry-channel = القناة
    .about = القناة التالية التي ورد عبرها الاستفسار
command-enquiry-same = الإجابة نفسها
    .about = أخذ إجابة الاستفسار المحدد
command-reads-first = السطر الأول
    .about = السطر الأول هو المقروء
command-reads-second = السطر الثاني
    .about = السطر الثاني هو المقروء
command-calibrate = ضبط العرض
    .about = أي السطرين يُقرأ صحيحًا على هذه الطرفية؟

reception-title = الاستقبال
reception-asking = جارٍ الاتصال بالمكتب…
reception-today = اليوم: حضر { $arrived } · رُفع { $submitted } · استفسارات { $enquiries }
reception-today-short = حضر { $arrived } · رُفع { $submitted }
reception-line = قائمة الانتظار
reception-line-empty = لا أحد في الانتظار. لتسجيل حضور مراجع اضغط F3.
reception-number = رقم
reception-since = الانتظار
reception-name = الاسم
reception-purpose = الغرض
reception-with = الموظف
reception-is-with = لدى { $who }
reception-drafts = مسوداتي
reception-drafts-empty = لا مسودات. كل طلب لم يكتمل يبقى هنا حتى تعود إليه.
reception-request = الطلب
reception-touched = آخر حفظ
reception-unnamed = بلا اسم بعد
toast-received = سُجل الحضور رقم { $number }
confirm-let-go-title = انصراف { $name }؟
confirm-let-go-body = يخرج من قائمة الانتظار. طلباته ومسوداتها تبقى كما هي.

find-title = بحث
find-title-for = بحث للمراجع رقم { $number }: { $name }
find-label = بحث عن
find-hint = اكتب اسمًا، أو رقم هوية، أو جوالًا، أو رقم ملف أو طلب؛ وتظهر النتائج أثناء الكتابة.
find-count = { PLURAL($count) ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
    [many] { $count } نتيجة
   *[other] { $count } نتيجة
}
find-count-more = أول { $count } نتيجة؛ اكتب المزيد
find-searching = جارٍ البحث…
find-nobody = لا أحد بهذا الاسم أو الرقم.
find-elsewhere = لصاحب هذه الهوية ملف في فرع { $branches }.
find-add = + مستفيد جديد «{ $name }»
find-file = الملف
find-name = الاسم
find-paper = الهوية
find-mobile = الجوال
find-born = الميلاد
find-requests = الطلبات

enquiries-title = الاستفسارات
enquiries-today = { PLURAL($count) ->
    [zero] لا استفسارات اليوم
    [one] استفسار واحد اليوم
    [two] استفساران اليوم
    [few] { $count } استفسارات اليوم
    [many] { $count } استفسارًا اليوم
   *[other] { $count } استفسار اليوم
}
enquiries-question = السؤال
enquiries-answer = الإجابة
enquiries-channel = القناة
enquiries-by = أجاب
enquiries-when = متى
enquiries-empty = لا استفسارات بعد. اكتب السؤال ثم Enter، ثم الإجابة ثم Enter. ويعتمد المشرف ما يتكرر بمفتاح F3.
enquiries-none-like = لا استفسار سابقًا بهذه الكلمات.
toast-logged = سُجل الاستفسار

first-run-title = أول تشغيل
first-run-broken = لم تُعرض هذه الجمعية، ففي ملفها خطأ: { $what }
profile-already-open = فُتح هذا المكتب من قبل، ولم يُؤخذ بالملف المذكور بعد --profile.
first-run-welcome = أهلًا بك. اختر الجمعية وعرّف بنفسك ليبدأ المكتب؛ Enter للمتابعة والأسهم للاختيار.
first-run-language = اللغة
first-run-arabic = العربية
first-run-english = English
first-run-charity = الجمعية
first-run-charity-hint = سياسة الجمعية تحدد الخطوات والقنوات والمستندات.
first-run-branch = الفرع
first-run-name = اسمك
first-run-name-hint = كما يراه زملاؤك.
first-run-roles = عملك
first-run-roles-hint = ستكون مديرًا للنظام أيضًا. مفتاح المسافة يعلّم أو يزيل.
first-run-reception = الاستقبال
first-run-researcher = البحث الاجتماعي
first-run-secretary = أمانة اللجنة
first-run-supervisor = الإشراف

stranger-title = غير مسجل في هذا المكتب
stranger-body = هذا المكتب مفتوح، وحسابك ليس ضمن موظفيه. اطلب من مدير النظام أن يضيفك؛ وتفتح هذه الشاشة المكتب من نفسها حين يفعل.
stranger-uid = رقم مستخدمك: { $uid }

calibration-title = ضبط العرض
calibration-question = أي السطرين يُقرأ صحيحًا: «أهلا بكم (سلام) 1448»؟
advice-konsole-profile = أو اضبط في ملف تعريف Konsole:
advice-putty-settings = أو اضبط في إعدادات جلسة PuTTY:
advice-kitty-configuration = أو أضف إلى الملف kitty.conf:
advice-tmux-overrides = أو أضف إلى الملف tmux.conf إن كان tmux داخل طرفية VTE:
plain-not-opened = لم يُفتح هذا المكتب لك بعد: شغّل istiqbal مرة في طرفية، أو اطلب من مدير النظام إضافتك
plain-resume = استئناف مسودة
plain-who = الاسم أو رقم الهوية أو الجوال أو رقم الملف
plain-which = من هو؟
plain-new-person = شخص جديد
## قوائم الانتظار والإحالات وصفحتا الطلب والمستفيد

section-queues = قوائم الانتظار
section-referrals = الإحالات
section-request = صفحة الطلب
section-person = صفحة المستفيد

queues-title = قوائم الانتظار
queue-clarification = الإيضاح
queue-papers-missing = المستندات
queue-intake = الاستقبال
queue-study = الدراسة
queue-decision = القرار
queue-reply = الرد
queue-objection = الاعتراض
queue-registration = التسجيل
queue-delivery = التقديم
queues-order-oldest = الأقدم أولًا
queues-order-newest = الأحدث أولًا
queues-order-number = برقم الطلب
queues-mine = طلباتي
queues-jump = رقم الطلب:
queues-empty = لا طلب في هذه القائمة. Tab ينقلك إلى القائمة التالية.
queues-empty-filtered = لا طلب يوافق التصفية. غيّر التصفية بالمفاتيح أدناه.
queues-taken = صار الطلب معك
queues-column-number = رقم الطلب
queues-column-name = الاسم
queues-column-since = الانتظار
queues-column-reply = لا رد قبل
queues-column-with = الموظف

command-queues = القوائم
    .about = قوائم الانتظار: ما ينتظر من الطلبات، مرحلة مرحلة
command-referrals = الإحالات
    .about = الأسئلة المحالة إليك وكتابة الإجابة عنها
command-queue-next = التالية
    .about = الانتقال إلى قائمة الانتظار التالية
command-queue-previous = السابقة
    .about = الانتقال إلى قائمة الانتظار السابقة
command-queue-open = فتح
    .about = فتح الطلب، أو إكمال استقباله إن كان عند المكتب
command-queue-take = تولّي
    .about = أن يصير الطلب معك
command-queue-order = الترتيب
    .about = الأقدم أولًا، ثم الأحدث، ثم برقم الطلب
command-queue-mine = طلباتي
    .about = عرض ما معك وحدك، أو الجميع
command-queue-branch = الفرع
    .about = عرض فرع بعد فرع، ثم الجميع
command-queue-service = الخدمة
    .about = عرض خدمة بعد خدمة، ثم الجميع
command-queue-stay = ترك الرقم
    .about = ترك الرقم المكتوب والبقاء في القائمة

referrals-title = الإحالات
referrals-empty = لا سؤال ينتظر الإجابة. يظهر هنا ما يحيله الاستقبال حال إحالته.
referrals-no-such-step = ليس في سياسة هذه الجمعية إحالة للإيضاح.
referrals-asked = أحاله
referrals-earlier = إيضاح سابق
referrals-answered-already = أُجيب عن هذا السؤال من قبل
referrals-sent = أُرسلت الإجابة، وعاد الطلب { $number } إلى الاستقبال
referrals-wait = لم يصل الطلب بعد؛ أعد المحاولة بعد لحظة
command-referral-answer = إجابة
    .about = قراءة السؤال وكتابة الإجابة عنه
command-referral-send = إرسال
    .about = إرسال الإجابة وإعادة الطلب إلى الاستقبال
command-referral-leave = لاحقًا
    .about = العودة إلى القائمة؛ يبقى ما كُتب
command-referral-request = الطلب
    .about = فتح صفحة الطلب

request-next = التالي
request-submitted = رُفع
request-reply-not-before = لا رد قبل
request-missing = ينقص للرفع
request-ready = اكتمل كل شيء: يمكن رفع الطلب
request-need = الاحتياج
request-need-none = لم يُحدّد بعد
request-urgent = عاجل
request-opened = فُتح
request-papers = المستندات
request-papers-none = لم يُحدّد ما يلزم من مستندات بعد
request-paper-missing = ✗ { $paper }: لم يُحضر بعد
request-declaration = الإقرار
request-declaration-none = لم يُوقّع بعد
request-declaration-stands = ✓ قائم
request-declaration-voided = ! باطل: عُدّلت بيانات بعد توقيعه
request-fingerprint = البصمة الرقمية
request-voided-by = أبطله تعديل
request-clarifications = الإيضاحات
request-answer-awaited = لم تصل بعد
request-history = ما جرى
request-referred = أُحيل السؤال
request-withdrawn = سُحب الطلب
request-withdraw-title = سحب الطلب؟
request-withdraw-reason = سبب السحب
request-withdraw-body = يُغلق الطلب { $number } ولا يُستأنف، ويبقى في السجل مع سببه.
signature-paper = بخط اليد، الورقة رقم { $what }
signature-thumbprint = بالبصمة بحضور { $what }
signature-guardian = ولي الأمر أو الوكيل: { $what }

next-intake = إكمال الاستقبال: { $who }
next-papers-missing = إحضار المستندات الناقصة: المستفيد، ويتابعه { $who }
next-clarification = الإجابة عن السؤال: { $who }
next-study = الدراسة: { $who }
next-study-reply = الدراسة: { $who }. حلّ أقرب موعد للرد
next-decision = إصدار القرار: { $who }
next-reply = إبلاغ المستفيد بالقرار: { $who }
next-reply-on = إبلاغ المستفيد بالقرار ابتداءً من { $date }: { $who }
next-objection = الرد على الاعتراض: غير من قرّر
next-registration = استكمال التسجيل: { $who }
next-delivery = تقديم الخدمة: { $who }
next-closed = لا شيء: انتهى الطلب
next-withdrawn = لا شيء: سُحب الطلب

command-request-go-on = إكمال
    .about = إكمال استقبال الطلب من حيث وقف
command-request-refer = إحالة
    .about = إحالة سؤال للإيضاح
command-request-withdraw = سحب
    .about = سحب الطلب برغبة المستفيد، مع السبب
command-request-take = تولّي
    .about = أن يصير الطلب معك
command-request-send = إرسال
    .about = إرسال ما كُتب
command-request-leave = ترك
    .about = ترك ما كُتب دون إرسال
command-request-person = المستفيد
    .about = فتح صفحة صاحب الطلب
command-request-reveal = إظهار
    .about = إظهار أرقام الهوية والحسابات أو حجبها

person-no-consent = لم يوافق على حفظ بياناته بعد
person-no-requests = لا طلبات بعد. F3 يفتح طلبًا جديدًا.
person-column-stage = الحال
person-column-since = منذ
command-person-open = فتح
    .about = فتح صفحة الطلب
command-person-request = طلب جديد
    .about = فتح طلب جديد لهذا المستفيد
command-person-enquiry = استفسار
    .about = تسجيل استفسار هذا المستفيد والإجابة عنه
command-person-reveal = إظهار
    .about = إظهار الهوية والجوال والحساب أو حجبها

## صوت المستفيد والمبادرة بالتواصل

event-rating-offered = عُرض تقييم الخدمة
event-service-rated = قُيّمت خدمة
event-voice-heard = دُوّن مقترح أو شكوى
event-voice-answered = أُجيب عن مقترح أو شكوى
event-standard-approved = اعتُمدت إجابة
event-standard-retired = أُلغي اعتماد إجابة
event-standard-given = أُعطيت إجابة معتمدة
event-contact-made = جرى التواصل مع المستفيد
act-rate = تقييم الخدمة
missing-nothing-to-rate = ما يُقيَّم ولم يُعرض تقييمه
entity-voice = المقترح أو الشكوى { $number }
entity-standard = الإجابة المعتمدة { $number }
occasion-reply = بعد الرد
occasion-delivery = بعد تقديم الخدمة
section-outreach = المبادرة بالتواصل
outreach-title = المبادرة بالتواصل
outreach-count = { $count ->
    [0] لا أحد
    [one] مستفيد واحد
    [two] مستفيدان
    [few] { $count } مستفيدين
    [many] { $count } مستفيدًا
   *[other] { $count } مستفيد
 }
outreach-empty = لا أحد ينتظر أن تبادر الجمعية بالتواصل معه الآن.
outreach-name = الاسم
outreach-why = السبب
outreach-day = التاريخ
outreach-tried = آخر محاولة
outreach-result = ما نتج عن التواصل (اختياري)
outreach-unblocked = زال المانع: { $what }
outreach-paper-expires = ينتهي: { $what }
outreach-renewal-due = حان تجديد { $what }
outreach-silent = لم يتواصل معه أحد منذ مدة
reason-unblocked = اكتملت المستندات
reason-paper-expires = ينتهي مستند
reason-renewal-due = حان التجديد
reason-silent = انقطع التواصل
toast-contacted = دُوّن التواصل
command-outreach = المبادرة
    .about = من تبادر الجمعية بالتواصل معه دون أن يطلب
command-outreach-spoken = تم التواصل
    .about = تدوين أن المستفيد أُبلغ، وما نتج عن ذلك
command-outreach-keep = حفظ
    .about = حفظ التواصل
command-outreach-leave = ترك
    .about = ترك ما كُتب دون حفظ
command-outreach-no-answer = لم يرد
    .about = تدوين محاولة لم يرد عليها، ويبقى في القائمة
command-outreach-person = صفحته
    .about = فتح صفحة المستفيد
command-outreach-channel = القناة
    .about = القناة التالية من قنوات الجمعية
command-outreach-reason = السبب
    .about = عرض سبب واحد، أو الأسباب كلها
cli-column-reason = السبب
cli-column-of = عن
cli-column-day = التاريخ
standard-approved = ✓ معتمدة
standard-misconception = ! تصحيح مفهوم
standard-given = { $count ->
    [0] لم تُعط بعد
    [one] أُعطيت مرة
    [two] أُعطيت مرتين
    [few] أُعطيت { $count } مرات
    [many] أُعطيت { $count } مرة
   *[other] أُعطيت { $count } مرة
 }
standard-needs-both = اكتب السؤال والإجابة، ثم اعتمدها
standard-retire-title = أتُلغى هذه الإجابة المعتمدة؟
toast-standard-approved = اعتُمدت الإجابة
toast-standard-retired = أُلغي اعتماد الإجابة
command-standard-approve = اعتماد
    .about = اعتماد السؤال والإجابة المكتوبين ليُعطيا لكل سائل
command-standard-correct = تصحيح مفهوم
    .about = اعتماد الإجابة المكتوبة تصحيحًا لمفهوم سائد
command-standard-retire = إلغاء الاعتماد
    .about = إلغاء الإجابة المعتمدة المختارة
section-rating = تقييم الخدمة
rating-title = تقييم الخدمة
rating-offer = التقييم حق للمستفيد، وله أن يعتذر عنه. لا يُحفظ معه اسمه ولا اسم موظف، ولا يُعرض إلا مجموعًا مع غيره.
rating-procedure = رضاه عن الإجراءات
rating-provider = رضاه عن مقدم الخدمة
rating-words = ما يود قوله (اختياري)
rating-scale = اكتب رقمًا من 1 (غير راضٍ) إلى 5 (راضٍ تمامًا)
rating-unanswered = اختر رقمًا من 1 إلى 5، أو سجّل اعتذار المستفيد
rating-kept = حُفظ التقييم دون اسم، شكرًا للمستفيد
rating-declined = سُجّل اعتذار المستفيد عن التقييم
score-1 = غير راضٍ
score-2 = راضٍ قليلًا
score-3 = بين بين
score-4 = راضٍ
score-5 = راضٍ تمامًا
request-rating = تقييم الخدمة
request-rating-due = يُعرض على المستفيد الآن: هل يود تقييم الخدمة؟
request-rating-answered = عُرض، وقيّم المستفيد
request-rating-declined = عُرض، واعتذر المستفيد
command-rating-on = متابعة
    .about = الانتقال إلى السؤال التالي، ثم حفظ التقييم
command-rating-decline = اعتذر
    .about = تسجيل أن المستفيد اعتذر عن التقييم
command-rating-next = التالي
    .about = الانتقال إلى السؤال التالي
command-rating-previous = السابق
    .about = الرجوع إلى السؤال السابق
command-rating-left = يسارًا
    .about = تحريك الاختيار إلى اليسار
command-rating-right = يمينًا
    .about = تحريك الاختيار إلى اليمين
command-request-rate = تقييم
    .about = تدوين تقييم المستفيد للخدمة
command-request-unrated = اعتذر عن التقييم
    .about = تسجيل أن المستفيد اعتذر عن التقييم
## الدراسة واللجنة

section-study = دراسة الطلب
section-committee = جلسة اللجنة
study-title = دراسة الطلب
study-form = الدراسة
study-to-do = عمل الدراسة
study-stands = الحال
study-findings = النتائج
study-findings-none = لم تُدوّن نتيجة
study-findings-count =
    { $count ->
        [one] نتيجة واحدة
        [two] نتيجتان
        [few] { $count } نتائج
        [many] { $count } نتيجة
       *[other] { $count } نتيجة
    }
study-found = النتيجة
study-source = مصدرها
study-criteria = المعايير
study-verdict = الحكم
study-evidence = الدليل
study-not-judged = لم يُقيَّم
study-not-reported = لم يُدوّن تقريره
study-one-of-these = يلزم تقرير واحدة من الآليات
study-opinions = الآراء
study-opinion-of = رأي { $who }
study-view = الرأي
study-opinion-text = سببه
study-awaited = بانتظار الرأي
study-not-needed = لا يلزم
study-before-opinion = يلزم قبله
study-lacks = ما ينقص
study-send-back-hint = يرجع الطلب إلى الاستقبال، وتبقى النتائج والتقارير، وتُعاد الآراء.
study-times-sent-back =
    { $times ->
        [one] أُعيد إلى الاستقبال مرة
        [two] أُعيد إلى الاستقبال مرتين
        [few] أُعيد إلى الاستقبال { $times } مرات
        [many] أُعيد إلى الاستقبال { $times } مرة
       *[other] أُعيد إلى الاستقبال { $times } مرة
    }
study-to = إلى
study-objection-upheld = اعتراض قُبل، فيُعاد القرار
study-finding-noted = دُوّنت النتيجة
study-reported = دُوّن التقرير
study-judged = قُيّم المعيار
study-opinion-given = سُجّل الرأي
study-concluded = اكتملت دراسة الطلب { $number } وصار بانتظار القرار
study-sent-back = أُعيد الطلب { $number } إلى الاستقبال
study-assigned = أُسند الطلب { $number }
study-handed-back = أُعيد الطلب { $number } لمن كان معه
verdict-met = متحقق
verdict-not-met = غير متحقق
verdict-not-applicable = لا ينطبق
view-accept = التوصية بالقبول
view-reject = التوصية بالرفض
outcome-accepted = قبول
outcome-rejected = رفض
decide-accepted = قبول الطلب
decide-rejected = رفض الطلب
committee-title = جلسة { $who }
committee-under-minutes = محضر { $number }
committee-minutes = رقم المحضر
committee-minutes-hint = يُكتب مرة ويبقى لبقية الجلسة.
committee-reasons-free = للقبول أن يُترك السبب؛ Enter يسجّل القرار.
committee-empty = لا طلب ينتظر القرار. يظهر هنا كل طلب تكتمل دراسته.
committee-accepted = قُبل الطلب { $number }
committee-rejected = رُفض الطلب { $number }
command-study = الدراسة
    .about = الطلبات التي قيد الدراسة
command-study-work = تدوين
    .about = تدوين ما تحت اليد: نتيجة أو تقرير أو تقييم أو رأي
command-study-met = متحقق
    .about = المعيار متحقق، بدليل
command-study-not-met = غير متحقق
    .about = المعيار غير متحقق، بدليل
command-study-not-applicable = لا ينطبق
    .about = المعيار لا ينطبق على هذا الطلب
command-study-other-side = القراءة
    .about = أن تحرّك الأسهم ما يُقرأ، أو القائمة
command-study-send = حفظ
    .about = تسجيل ما كُتب
command-study-leave = لاحقًا
    .about = ترك النموذج؛ يبقى ما كُتب
command-study-take = تولّي
    .about = أن يصير الطلب معك
command-study-hand-back = إرجاع
    .about = إعادة الطلب لمن كان معه، مع السبب
command-study-assign = إسناد
    .about = إسناد الطلب إلى زميل
command-study-send-back = إعادة
    .about = إعادة الطلب إلى الاستقبال لما ينقصه
command-study-request = الطلب
    .about = فتح صفحة الطلب
command-committee = الجلسة
    .about = الطلبات التي تنتظر القرار، واحدًا بعد آخر
command-committee-accept = قبول
    .about = قبول الطلب؛ السبب لمن أراد
command-committee-reject = رفض
    .about = رفض الطلب، مع السبب
command-request-study = متابعة
    .about = فتح دراسة الطلب، أو الجلسة التي تقرر فيه

## الدول

country-SA = السعودية
country-YE = اليمن
country-SY = سوريا
country-EG = مصر
country-SD = السودان
country-JO = الأردن
country-PS = فلسطين
country-LB = لبنان
country-IQ = العراق
country-KW = الكويت
country-AE = الإمارات
country-QA = قطر
country-BH = البحرين
country-OM = عُمان
country-MA = المغرب
country-DZ = الجزائر
country-TN = تونس
country-LY = ليبيا
country-MR = موريتانيا
country-SO = الصومال
country-ET = إثيوبيا
country-ER = إريتريا
country-TD = تشاد
country-NG = نيجيريا
country-ML = مالي
country-PK = باكستان
country-IN = الهند
country-BD = بنغلاديش
country-AF = أفغانستان
country-MM = ميانمار
country-ID = إندونيسيا
country-PH = الفلبين
country-TR = تركيا

## الأوراق المطبوعة

sheet-declaration = إقرار بصحة البيانات
sheet-receipt = إيصال استلام طلب
sheet-number = الرقم
sheet-date = التاريخ
sheet-attachments = المرفقات
sheet-attachments-count = { PLURAL($count) ->
    [zero] لا يوجد
    [one] مستند واحد
    [two] مستندان
    [few] { $count } مستندات
    [many] { $count } مستندًا
   *[other] { $count } مستند
}
sheet-subject = الموضوع
sheet-page = صفحة { $page } من { $pages }
sheet-printed-on = طُبعت { $date }
sheet-person = بيانات المستفيد
sheet-need = الاحتياج
sheet-papers = المستندات المرفقة
sheet-papers-none = لا مستندات
sheet-paper-number = رقم { $number }
sheet-paper-until = الصلاحية حتى { $until }
sheet-wording = نص الإقرار
sheet-field-name = الاسم
sheet-field-sex = الجنس
sheet-field-born = تاريخ الميلاد
sheet-field-nationality = الجنسية
sheet-field-paper-kind = نوع الهوية
sheet-field-paper = رقم الهوية
sheet-field-mobile = الجوال
sheet-field-email = البريد الإلكتروني
sheet-field-iban = الآيبان
sheet-field-city = المدينة
sheet-field-district = الحي
sheet-field-short-address = العنوان المختصر
sheet-field-building = رقم المبنى
sheet-field-street = الشارع
sheet-field-region = المنطقة
sheet-field-postcode = الرمز البريدي
sheet-field-additional = الرقم الإضافي
sheet-field-household = أفراد الأسرة
sheet-field-dependants = من يعولهم
sheet-field-income = الدخل الشهري
sheet-field-service = الخدمة
sheet-field-category = الفئة
sheet-field-need = ما يطلبه
sheet-money = { $amount } ر.س
sheet-fingerprint = البصمة الرقمية لما أُقرّ به: { $short }
sheet-fingerprint-about = يحمل الرمز البصمة كاملة. أي تعديل في البيانات أعلاه أو في المستندات المرفقة يغيّرها ويُبطل التوقيع.
sheet-code = رمز يحمل رقم الطلب والبصمة الرقمية كاملة
sheet-code-number = رمز يحمل رقم الطلب
sheet-beneficiary = المستفيد
sheet-witness = الشاهد على البصمة
sheet-guardian = ولي الأمر أو الوكيل
sheet-witness-or-guardian = الشاهد على البصمة، أو ولي الأمر
sheet-name = الاسم
sheet-deed = رقم الصك أو الوكالة
sheet-sign = التوقيع
sheet-sign-or-thumb = التوقيع أو بصمة الإبهام
sheet-signed-paper = وُقّع باليد على الورقة رقم { $what } يوم { $date } أمام { $who }.
sheet-signed-thumbprint = بُصم عليه بالإبهام بحضور الشاهد { $what } يوم { $date } أمام { $who }.
sheet-signed-guardian = وقّعه ولي الأمر أو الوكيل { $what } بموجب الصك أو الوكالة { $deed } يوم { $date } أمام { $who }.
sheet-corrected = وُقّع إقرار هذا الطلب يوم { $date } ببصمة رقمية أخرى هي { $short }، ثم صُحّحت بيانات الملف. تبيّن هذه الورقة البيانات كما هي الآن، ولا توقيع عليها.
sheet-file = رقم الملف
sheet-channel = القناة
sheet-received = ما استُلم
sheet-taken-on = تاريخ الاستلام
sheet-taken-by = استلمه
sheet-branch = الفرع
sheet-next = ما يلي ذلك
sheet-not-before = لا يكون الرد قبل: { $date }
sheet-own-target = تسعى الجمعية من نفسها إلى الرد في موعد أقصاه { $date }؛ وليس هذا الموعد من نص السياسة.
sheet-ask = كيف تسأل عن طلبك
sheet-ask-about = اذكر رقم الطلب { $number } في أي من هذه القنوات:
sheet-number-is = رقم الطلب { $number }
sheet-printed = أُرسلت الورقة إلى الطابعة
sheet-saved = لا طابعة هنا؛ حُفظت الورقة في { $path }
sheet-no-font = لا خط عربيًا على هذا الجهاز للطباعة؛ ثبّت الحزمة { $package } ثم اطبع من جديد
sheet-lacks-need = لا يُطبع الإقرار قبل بيان الاحتياج
sheet-lacks-submission = لا يُطبع الإيصال قبل رفع الطلب
sheet-not-drawn = تعذّر رسم الورقة: { $why }
sheet-not-saved = تعذّر حفظ الورقة في { $path }: { $why }
sheet-no-place = لا طابعة هنا، ولا مجلد شخصيًا تُحفظ فيه الورقة
sheet-printing = تُعدّ الورقة للطباعة…
command-print-declaration = اطبع الإقرار
    .about = يطبع الإقرار ليوقّعه المستفيد، أو يحفظه إن لم تكن طابعة
command-print-receipt = اطبع الإيصال
    .about = يطبع إيصال الطلب للمستفيد، أو يحفظه إن لم تكن طابعة
## ما بعد القرار

section-act = إجراء على الطلب
act-told = من أُبلغ
act-objection = نص الاعتراض
act-outcome = النتيجة
act-upheld = قُبل الاعتراض، ويُعاد القرار
act-dismissed = لم يُقبل الاعتراض
act-why = السبب
act-part = الجزء
act-delivered = ما قُدّم
act-received-by = من استلم
act-renew-on = موعد التجديد
act-renewal = التجديد
act-renewal-profile = كما في ملف الجمعية
act-renewal-day = في يوم محدد
act-renewal-never = لا يُجدَّد
act-renewal-by-profile = بحسب ملف الجمعية
act-outside = نتيجة الإحالة إلى
act-outside-anew = إحالة جديدة
act-outside-to = الجهة المحال إليها
act-outside-result = نتيجة الإحالة
act-lacks = ينقص
act-register-lacks = ينقص للتسجيل
act-register-hint = Enter يكمل ما ينقص: المستندات ثم الإقرار ثم التسجيل.
act-register-ready = ✓ اكتمل كل شيء: Enter يستكمل التسجيل
act-early-hint = لك أن تأذن بردّ مبكر مع سببه: F6.
act-done-reply-accepted = سُجل إبلاغ المستفيد بالقبول، والتالي استكمال التسجيل
act-done-reply-rejected = سُجل إبلاغ المستفيد بالرفض، وله أن يعترض
act-done-early = أُذن بالرد قبل { $date }
act-done-object = سُجل الاعتراض على الطلب { $number }، ويجيب عنه غير من قرّر
act-done-upheld = قُبل الاعتراض، وعاد الطلب { $number } للقرار
act-done-dismissed = سُجل أن الاعتراض لم يُقبل
act-done-register = استُكمل تسجيل الطلب { $number }، والملف رقم { $file }
act-done-deliver = سُجل ما قُدّم
act-done-close = انتهى الطلب { $number }
act-done-outside = سُجلت الإحالة الخارجية
decision = القرار
decision-outcome = القرار
decision-reasons = الأسباب
after-reply = الرد على المستفيد
after-told-at = أبلغه
after-early = إذن بردّ مبكر
after-own-target = هدف الجمعية
after-own-target-on = { $date } (من الجمعية نفسها لا من السياسة)
after-objection = اعتراض
after-against = على قرار
after-objection-awaited = ينتظر الجواب من غير من قرّر
after-registration = التسجيل
after-file = رقم الملف
after-registered = استُكمل
after-not-delivered = لم تُقدّم بعد
after-delivery = تقديم الخدمة
after-scope = قُبل من خارج النطاق
step-register = استكمال التسجيل
note-register = اكتمل ما يلزم للتسجيل. بعد استكماله تُقدّم الخدمة.
field-register = يُستكمل التسجيل الآن
register-first = اختر نعم لاستكمال التسجيل، أو Esc للرجوع
field-scope-reason = سبب قبول الطلب من خارج النطاق
intake-registered = استُكمل التسجيل
done-file = رقم الملف { $file }
after-outside = إحالة إلى جهة أخرى
after-outside-result = النتيجة
after-outside-awaited = لم تصل بعد

command-act-register = استكمال التسجيل
    .about = استكمال تسجيل الطلب وقد اكتمل كل شيء
command-act-send = تسجيل
    .about = تسجيل ما كُتب
command-act-complete = إكمال ما ينقص
    .about = إكمال المستندات والإقرار ثم استكمال التسجيل
command-act-early = إذن مبكر
    .about = الإذن بالرد قبل أقرب موعد، مع السبب
command-act-read = بقية النص
    .about = ما يلي مما يُقرأ قبل التسجيل، ثم أوله
command-act-page = الطلب
    .about = فتح صفحة الطلب
command-request-reply = التالي: الرد
    .about = إبلاغ المستفيد بالقرار
command-request-answer-objection = التالي: جواب الاعتراض
    .about = الجواب عن الاعتراض، من غير من قرّر
command-request-register = التالي: التسجيل
    .about = استكمال التسجيل، أو إكمال ما ينقصه
command-request-deliver = التالي: التقديم
    .about = تسجيل ما قُدّم ومن استلمه
command-request-close = التالي: الإنهاء
    .about = إنهاء الطلب وقد قُدّم كله، مع موعد التجديد
command-request-object = اعتراض
    .about = تسجيل اعتراض المستفيد على الرفض
command-request-early = إذن مبكر
    .about = الإذن بالرد قبل أقرب موعد، مع السبب
command-request-outside = جهة أخرى
    .about = إحالة المستفيد إلى جهة أخرى، أو تدوين نتيجتها
## التقارير

section-reports = التقارير
reports-title = التقارير
reports-counting = يُعدّ التقرير…
reports-made = أُعدّ { $at }
reports-nothing = لا شيء في هذه الفترة. غيّر الفترة أو الفرع بالمفاتيح أدناه.
reports-as-of-now = كما هو الآن
reports-type-period = الفترة:
report-volumes = حجم العمل
    .about = المراجعون والاستفسارات والمفاهيم الخاطئة التي صُحّحت والطلبات: ما فُتح ورُفع وبُتّ فيه وانتهى
report-pending = أعمار المعلّق
    .about = ما ينتظر الآن في كل مرحلة ومنذ متى
report-elapsed = مدة الخطوات
    .about = كم استغرقت كل خطوة: الوسيط وما لم يتجاوزه تسعة من عشرة
report-reply-floor = موعد الرد
    .about = الردود في موعدها، وقبله بإذن المشرف
report-obstacles = المعوقات
    .about = ما أخّر الطلبات: مستندات وإيضاح وإعادة وسحب
report-outcomes = النتائج
    .about = القبول والرفض والاعتراضات والتقديم
report-satisfaction = الرضا
    .about = رضا المستفيدين عن الإجراءات ومقدم الخدمة، مجموعًا فقط ولا يُنسب إلى موظف
report-together = مجموعة معًا
report-how-told = طريقة العدّ
report-all = الجميع
report-count = العدد
report-no-service = لم تُحدد الخدمة
report-every-branch = كل الفروع
report-hijri = بالتقويم الهجري
report-gregorian = بالتقويم الميلادي
report-charity = الجمعية
report-from-to = من { $from } إلى { $to }
report-days-hijri = { $days } هـ
report-days-gregorian = { $days } م
report-saved = حُفظ التقرير في { $path }
report-not-saved = لم يُحفظ التقرير: { $why }
report-by-all = الإجمالي
report-by-month = الشهر
report-by-stage = المرحلة
report-by-span = المدة
report-by-reason = السبب
report-by-paper = المستند
report-by-department = الإدارة
report-by-service = الخدمة
report-by-channel = القناة
report-by-branch = الفرع
report-by-misconception = المفهوم الخاطئ
department-desk = الاستقبال
department-research = البحث والدراسة
department-committee = اللجنة
department-services = تقديم الخدمة
span-opened-to-submitted = من الفتح إلى الرفع
span-submitted-to-decided = من الرفع إلى القرار
span-decided-to-replied = من القرار إلى الرد
span-submitted-to-replied = من الرفع إلى الرد
span-replied-to-delivered = من الرد إلى التقديم
span-opened-to-closed = من الفتح إلى الختام
obstacle-papers-awaited = مستندات ناقصة
obstacle-clarification = إحالة للإيضاح
obstacle-sent-back = إعادة إلى الاستقبال
obstacle-declaration-voided = تعديل بعد الإقرار
obstacle-outside-scope = خارج النطاق
obstacle-withdrawn = سحب الطلب
measure-arrivals = المراجعون
measure-enquiries = الاستفسارات
measure-opened = فُتح
measure-submitted = رُفع
measure-decided = بُتّ فيه
measure-closed = انتهى
measure-withdrawn = سُحب
measure-waiting = ينتظر
measure-within-week = حتى أسبوع
measure-within-two-weeks = حتى أسبوعين
measure-within-month = حتى 30 يومًا
measure-longer = أكثر
measure-times = المرات
measure-median = الوسيط
measure-p90 = 9 من 10
measure-longest = الأطول
measure-replies = الردود
measure-kept = في موعده
measure-early-with-leave = قبله بإذن
measure-early-without-leave = قبله بلا إذن
measure-reply-waiting = ينتظر الرد
measure-reply-due = حان رده
measure-requests = الطلبات
measure-still = قائم
measure-papers-awaited = مستندات
measure-clarifications = إيضاح
measure-sent-back = أُعيد
measure-accepted = قُبل
measure-rejected = رُفض
measure-objections = اعتراضات
measure-upheld = قُبل الاعتراض
measure-dismissed = رُدّ الاعتراض
measure-delivered = قُدّم
measure-rated = التقييمات
measure-procedure = الإجراءات
measure-provider = مقدم الخدمة
measure-declined = فضّل ألا يقيّم
measure-of-five = { $measure } (من 5)
measure-in-days = { $measure } (يوم)
length-minutes = { $number } د
length-hours = { $number } س
length-days = { $number } ي
period-this-month-hijri = هذا الشهر الهجري
period-this-quarter-hijri = هذا الربع الهجري
period-this-year-hijri = هذه السنة الهجرية
period-this-month-gregorian = هذا الشهر الميلادي
period-this-quarter-gregorian = هذا الربع الميلادي
period-this-year-gregorian = هذه السنة الميلادية
period-typed = فترة مكتوبة
period-shape = تُكتب الفترة مثل 1448 أو 1448/05 أو 2026-11 أو 1448/01..1448/06
period-backwards = تنتهي الفترة في { $to } قبل أن تبدأ في { $from }
fail-report = لا تقرير اسمه «{ $name }»، والتقارير: { $known }
cli-column-report = التقرير

command-reports = التقارير
    .about = حجم العمل والمدد والمعوقات والنتائج، لفترة بأي التقويمين
command-report-next = التقرير التالي
    .about = الانتقال إلى التقرير التالي
command-report-previous = التقرير السابق
    .about = الانتقال إلى التقرير السابق
command-report-left = القسم
    .about = الانتقال بالسهمين بين أقسام التقرير: الخدمة والقناة والفرع…
command-report-right = القسم السابق
    .about = الانتقال إلى القسم السابق من التقرير
command-report-period = الفترة
    .about = السنة ثم الربع ثم الشهر، هجريًا ثم ميلاديًا
command-report-period-type = كتابة الفترة
    .about = كتابة فترة بأي التقويمين: سنة أو شهر أو من يوم إلى يوم
command-report-period-take = عرضها
    .about = عرض التقرير للفترة المكتوبة
command-report-period-leave = ترك الفترة
    .about = البقاء على الفترة السابقة
command-report-branch = الفرع
    .about = عرض فرع بعد فرع، ثم الجميع
command-report-measure = المقياس
    .about = رسم رقم آخر من أرقام القسم
command-report-save = حفظ Excel
    .about = حفظ التقرير جدولًا إلكترونيًا (XLSX)
command-report-save-csv = حفظ CSV
    .about = حفظ التقرير ملف CSV

## اللائحة وسجل التغييرات

profile-adopted = العمل الآن بالإصدار { $version }؛ الطلبات المفتوحة تبقى على إصدارها
invalid-another-charity = لائحة جمعية أخرى
invalid-not-a-later-version = ليس إصدارًا أحدث من المعمول به: ارفع رقم الإصدار
cli-column-version = الإصدار
cli-column-in-force = معمول به
cli-column-event = ما حدث
cli-column-changes = ما تغير
## صفحة الطلب في سطر الأوامر، بعد الرفع

cli-column-scope-reason = سبب قبوله من خارج النطاق
cli-column-finding = نتيجة
cli-column-mechanism = فحص
cli-column-criterion = معيار
cli-column-opinion = رأي
cli-column-sent-back = أُعيد للاستقبال
cli-column-decision = القرار
cli-column-told = الرد
cli-column-early-reply = إذن بردّ مبكر
cli-column-objection = اعتراض
cli-column-registration = استُكمل التسجيل
cli-column-delivered = ما قُدّم
cli-column-renew-on = موعد التجديد
cli-column-outside = أُحيل إلى

## المراجع

section-shelf = المراجع
shelf-title = مراجع الجمعية
shelf-reading = تُقرأ المراجع…
shelf-empty = لم تذكر سياسة الجمعية مراجع للمكتب.
shelf-no-file = ليس هنا بعد: ضع ملف الجمعية في { $path } (txt أو md أو pdf)
shelf-unreadable = تعذرت قراءة { $path }: { $why }
shelf-no-text = لا نص يُقرأ في { $path }؛ احفظه نصًا (txt)، أو ثبّت poppler-utils
shelf-lines = الأسطر: { $count }
shelf-sought = ابحث:
shelf-nowhere = لا موضع فيه ما كُتب
shelf-places = المواضع: { $count }
shelf-reference = المرجع
shelf-line = السطر
command-shelf = المراجع
    .about = مراجع الجمعية: قراءتها والبحث فيها
command-shelf-open = فتح
    .about = فتح المرجع، أو الموضع الذي وُجد
command-shelf-list = القائمة
    .about = العودة إلى قائمة المراجع
command-shelf-search = بحث
    .about = البحث في المراجع كلها أو في المفتوح منها
command-shelf-search-leave = ترك البحث
    .about = ترك البحث وعرض كل شيء
command-shelf-next = الموضع التالي
    .about = الانتقال إلى الموضع التالي في المرجع
request-scans = صور المستندات (رقم الصورة يفتحها)
section-scans = صور المستندات
section-scan-attach = إرفاق صورة مستند
command-scans = صور المستندات
    .about = يعرض ما أُرفق بالطلب من صور المستندات لفتحها
command-scan-attach = أرفق صورة
    .about = يرفق بالطلب ملفًا مما وضعه الماسح الضوئي في مجلد المسح
command-scan-open = افتح
    .about = يفتح الصورة بعارض الملفات، أو يحفظها حفظًا خاصًا إن لم يكن عارض
command-scan-take = أرفق
    .about = يرفق الملف المحدد، أو الذي كُتب مساره، بالمستند المذكور أعلاه
command-scan-paper = غيّر المستند
    .about = ينتقل إلى المستند التالي من المستندات المطلوبة
command-scan-paper-back = المستند السابق
    .about = يعود إلى المستند السابق من المستندات المطلوبة
command-scan-look = حدّث
    .about = ينظر من جديد فيما وصل إلى مجلد المسح
scan-other = مستند آخر
scan-column-paper = المستند
scan-column-name = الملف
scan-column-size = الحجم
scan-column-when = أُرفق
scan-column-by = أرفقه
scan-column-written = وصل
scan-path = أو مسار ملف
scan-kilobytes = { $count } ك.ب
scan-megabytes = { $count } م.ب
scan-mark-missing = مفقود
scan-mark-changed = تغيّر
scan-mark-unreadable = لا يُقرأ
scan-attaching = يُرفق الملف…
scan-attached = أُرفق الملف { $name }
scan-attached-left = أُرفق الملف { $name }، وبقي في مجلد المسح: { $why }
scan-not-attached = لم يُرفق الملف { $name }: { $why }
scan-opened = فُتح الملف { $name }
scan-saved = حُفظ الملف إلى أن يُغلق البرنامج في { $path }
scan-no-line = تعذّر الوصول إلى المكتب؛ أعد المحاولة بعد قليل
scan-unwritten = تعذّر حفظ الملف لعرضه: { $why }
folder-none = لا مجلد مسح هنا: أنشئ istiqbal-scans في مجلدك، أو اكتب drop في الإعدادات، أو اكتب مسار الملف
folder-none-here = لا مجلد مسح هنا: أنشئ istiqbal-scans في مجلدك، أو اكتب drop في الإعدادات
folder-empty = لا ملفات بعد في { $path }
folder-not-here = لا يُكتب مسار في مكتب مفتوح عبر SSH
folder-not-a-file = ليس ملفًا عاديًا
folder-empty-file = الملف فارغ
folder-too-large = أكبر من المسموح (32 م.ب)
folder-changing = ما زال الماسح يكتبه؛ أعد المحاولة بعد قليل
folder-failed = { $path }: { $why }

## Administration
section-administration = إدارة المكتب
administration-title = إدارة المكتب
administration-staff = الموظفون
administration-branches = الفروع
administration-count = { $count ->
    [one] موظف واحد
    [two] موظفان
    [few] { $count } موظفين
    [many] { $count } موظفًا
   *[other] { $count } موظف
}
administration-branch-count = { $count ->
    [one] فرع واحد
    [two] فرعان
    [few] { $count } فروع
    [many] { $count } فرعًا
   *[other] { $count } فرع
}
administration-left = غادر في { $at }
administration-alone = أنت وحدك هنا. أضف زميلًا بالمفتاح F3، ولكل موظف مستخدم خاص به على هذا الجهاز.
administration-one-branch = هنا فرع واحد، وF3 يضيف فرعًا آخر.
administration-nobody-there = لا أحد يعمل هنا بعد: انقل إليه موظفًا من قائمة الموظفين بالمفتاح F5.
admin-add-staff = إضافة موظف
admin-roles-of = أدوار { $name }
admin-place-of = فرع { $name }
admin-branches-of = الفروع التي يراها { $name }
admin-add-branch = إضافة فرع
admin-rename-of = تغيير اسم { $name }
admin-branch-name = اسم الفرع
admin-user-hint = باسمه أو رقمه كما يعرفه هذا الجهاز، ويُنشأ قبل ذلك بالأمر adduser.
admin-roles-hint = تُختار بالأرقام. من كان مديرًا للنظام فحسب يضبط المكتب ولا يعمل على الطلبات.
admin-branches-hint = فرع عمله منها دائمًا، وإن لم تختر شيئًا فلا يرى غيره.
admin-sees-all = يرى كل الفروع
admin-sees-more = ويرى { $branches }
admin-every-branch = كل الفروع
admin-own-branch = فرعه وحده
admin-no-user = لا مستخدم على هذا الجهاز اسمه { $user }: أنشئه أولًا (adduser) ثم اضغط Enter من جديد
admin-added = { $name } في الفريق الآن
admin-branch-added = أُضيف فرع { $name }
admin-branch-renamed = اسم الفرع الآن { $name }
admin-roles-changed = تغيّرت أدوار { $name }
admin-moved = { $name } يعمل في الفرع الآخر من الآن
admin-branches-given = { $name } يرى هذه الفروع من الآن
admin-left = غادر { $name }، ويبقى الاسم في السجل
confirm-admin-leave-title = هل غادر { $name }؟
confirm-admin-leave-body = لن يستطيع { $name } شيئًا هنا بعد الآن، ويبقى الاسم في السجل. وما في يده يتولاه غيره، وإن عاد أُضيف من جديد.
command-administration = إدارة المكتب
    .about = من يعمل هنا، وبأي دور، وأين
command-admin-roles = الأدوار
    .about = إعطاء الموظف المحدد أدوارًا أخرى
command-admin-rename = تغيير الاسم
    .about = تسمية الفرع المحدد باسم آخر
command-admin-add = إضافة
    .about = إضافة موظف أو فرع
command-admin-move = نقل
    .about = نقل الموظف المحدد إلى فرع آخر
command-admin-branches = فروعه
    .about = اختيار الفروع التي يراها الموظف المحدد
command-admin-leave = غادر
    .about = إثبات أن الموظف المحدد غادر
command-admin-other = القائمة التالية
    .about = الموظفون ثم الفروع ثم إصدارات ملف الجمعية
command-admin-back = ترك
    .about = العودة إلى القائمة من غير تغيير
cli-column-number = الرقم
cli-column-roles = الأدوار
cli-column-sees = يرى
cli-column-user = مستخدم النظام
cli-column-left = غادر
cli-column-staff = الموظفون
fail-user = لا مستخدم على هذا الجهاز اسمه «{ $user }»
fail-staff = لا موظف واحدًا يُعرف بـ«{ $name }»، والموظفون: { $known }
section-voice = صوت المستفيد
voice-title = صوت المستفيد
voice-satisfaction = الرضا
voice-said = المقترحات والشكاوى ({ $count } تنتظر)
voice-objections = { $count ->
    [0] لا اعتراض ينتظر
    [one] اعتراض واحد ينتظر
    [two] اعتراضان ينتظران
    [few] { $count } اعتراضات تنتظر
    [many] { $count } اعتراضًا ينتظر
   *[other] { $count } اعتراض ينتظر
 }
voice-by-service = بحسب الخدمة
voice-by-channel = بحسب القناة
voice-by-branch = بحسب الفرع
voice-by-occasion = بحسب المناسبة
voice-by-department = بحسب الإدارة
report-by-occasion = المناسبة
voice-ratings = العدد
voice-procedure = الإجراءات
voice-provider = مقدم الخدمة
voice-withheld = لم تبلغ خمسة
voice-by-fives = تُجمع التقييمات خمسةً خمسةً كي لا يُعرف صاحبها، فأحدثها يظهر حين يبلغ خمسة.
voice-declined = فضّل عدم التقييم: { $count }
voice-none-rated = لا تقييم في هذه الفترة. يُعرض التقييم على المستفيد بعد الرد وبعد تقديم الخدمة؛ وF5 يختار فترة أخرى.
voice-all = { $count } · الإجراءات { $procedure } من 5 · مقدم الخدمة { $provider } من 5
voice-words = ما قيل مع التقييم
voice-suggestion = مقترح
voice-complaint = شكوى
voice-text = ما قيل
voice-file = رقم الملف (اختياري)
voice-number = رقم
voice-what = النوع
voice-status = الحال
voice-when = منذ
voice-waits = ينتظر
voice-answered = ✓ أُجيب
voice-answered-by = أجاب عنه
voice-of = صاحبه
voice-taken-by = دوّنه
voice-shown-all = المقترحات والشكاوى
voice-shown-suggestion = المقترحات
voice-shown-complaint = الشكاوى
voice-shown-any = كلها
voice-shown-open = ما ينتظر الإجابة
voice-none-said = لا مقترح ولا شكوى بعد. F3 يدوّن ما يقوله المستفيد، باسمه أو دونه.
voice-none-such = لا شيء من هذا النوع. F4 يغيّر النوع، وF5 يُظهر ما أُجيب عنه أيضًا.
voice-needs-text = اكتب ما قاله المستفيد
voice-needs-answer = اكتب الإجابة
voice-no-file = رقم الملف أرقام فقط، أو يُترك فارغًا
toast-voice-heard = دُوّن ما قيل، وينتظر الإجابة
toast-voice-answered = حُفظت الإجابة
command-voice = صوت المستفيد
    .about = الرضا والمقترحات والشكاوى والاعتراضات
command-voice-side = تبديل
    .about = الرضا، أو المقترحات والشكاوى
command-voice-by = بحسب
    .about = جمع الرضا بحسب الخدمة أو القناة أو الفرع أو المناسبة أو الإدارة
command-voice-period = الفترة
    .about = الفترة التالية: سنة أو ربع أو شهر، بالتقويمين
command-voice-period-type = كتابة الفترة
    .about = كتابة فترة بأي من التقويمين
command-voice-kind = النوع
    .about = المقترحات، أو الشكاوى، أو كلها
command-voice-only-open = ما ينتظر
    .about = ما ينتظر الإجابة فقط، أو الكل
command-voice-hear = تدوين
    .about = تدوين مقترح أو شكوى
command-voice-answer = إجابة
    .about = الإجابة عن المقترح أو الشكوى
command-voice-on = متابعة
    .about = إلى الحقل التالي، ومن آخرها إلى الحفظ
command-voice-field = الحقل
    .about = الحقل الآخر
command-voice-channel = القناة
    .about = القناة التالية من قنوات الجمعية
command-voice-which = مقترح/شكوى
    .about = مقترح أو شكوى
command-voice-leave = ترك
    .about = ترك ما كُتب، ويبقى محفوظًا
command-voice-objections = الاعتراضات
    .about = فتح قائمة الاعتراضات التي تنتظر الرد
## سجل التغييرات

section-history = السجل
command-history = السجل
    .about = كل ما جرى على هذا السجل: متى، ومن، وماذا غيّر
command-history-open = التفصيل
    .about = يعرض كل ما تغيّر
command-history-list = القائمة
    .about = يرجع إلى القائمة
command-history-reveal = إظهار أو إخفاء
    .about = يظهر الأرقام كاملة أو يخفيها
history-title = سجل التغييرات
history-reading = تجري قراءة السجل…
history-empty = لم يجرِ على هذا السجل شيء بعد.
history-position-more = { $row } من { $rows } وما بعدها
history-when = متى
history-who = من
history-what = ماذا
history-moment = { $date } · { $time }
history-changes = ما ورد فيه
history-unchanged = لم يتغيّر به حقل.
history-nothing = لا شيء
history-change = { $before } ← { $after }
fact-text = النص
fact-kind = النوع
fact-number = الرقم
fact-urgency = الاستعجال
fact-national-id = الهوية الوطنية
fact-iqama = الإقامة
fact-passport = جواز السفر
fact-gcc-id = هوية خليجية
fact-officer = الموظف
fact-size = عدد أفراد الأسرة
fact-monthly-income = الدخل الشهري
fact-stated = المذكور
fact-on-paper = في الوثيقة
fact-agreement = المطابقة
fact-field = الحقل
fact-responsibilities-told = شُرحت المسؤوليات
fact-reply-not-before = لا رد قبل
fact-source = المصدر
fact-criterion = المعيار
fact-mechanism = الآلية
fact-committee = الدارس
fact-verdict = الحكم
fact-evidence = الدليل
fact-view = الرأي
fact-outcome = القرار
fact-reasons = الأسباب
fact-told = من أُبلغ
fact-received-by = المستلم
fact-part = الجزء
fact-result = النتيجة
fact-to = إلى
fact-upheld = قُبل الاعتراض
fact-renew-on = التجديد
fact-version = الإصدار
fact-validity = الصلاحية
fact-sheet = الورقة

## إصدارات ملف الجمعية

section-adopt = اعتماد ملف معدّل
administration-versions = إصدارات ملف الجمعية
administration-one-version = هذا أول إصدار. إن عُدّلت السياسة فاعتمد إصدارها الجديد بالمفتاح F3.
versions-since = معمول به منذ
versions-by = اعتمده
versions-requests = الطلبات
versions-open = مفتوحة
versions-in-force = المعمول به الآن
versions-kept = سابق، وتبقى عليه طلباته
versions-keep = { PLURAL($count) ->
    [zero] لا طلب عليه
    [one] عليه طلب واحد، والمفتوح: { $open }
    [two] عليه طلبان، والمفتوح منهما: { $open }
    [few] عليه { $count } طلبات، والمفتوح منها: { $open }
    [many] عليه { $count } طلبًا، والمفتوح منها: { $open }
   *[other] عليه { $count } طلب، والمفتوح منها: { $open }
}
adopt-title = اعتماد ملف معدّل للجمعية
adopt-in-force = المعمول به: الإصدار { $version }
adopt-path = أو مسار ملف
adopt-file = الملف
adopt-status = ما فيه
adopt-shipped = مع البرنامج
adopt-none = لا ملف هنا: ضعه في { $path } أو اكتب مساره فوق.
adopt-none-here = لا ملف هنا: ضعه في { $path } ثم اضغط F5.
adopt-differs = { PLURAL($count) ->
    [zero] إصدار أحدث لا يختلف
    [one] يختلف في قسم واحد
    [two] يختلف في قسمين
    [few] يختلف في { $count } أقسام
    [many] يختلف في { $count } قسمًا
   *[other] يختلف في { $count } قسم
}
adopt-mistakes = { PLURAL($count) ->
    [one] فيه خطأ واحد
    [two] فيه خطآن
    [few] فيه { $count } أخطاء
    [many] فيه { $count } خطأً
   *[other] فيه { $count } خطأ
}
adopt-unread = لا يمكن قراءته
adopt-mend = أصلح هذه المواضع في الملف، ثم اضغط F5.
adopt-mistake = سطر { $line }، عمود { $column }: { $what }
adopt-from-to = من الإصدار { $before } إلى الإصدار { $after }
adopt-effective = تاريخ نفاذه
adopt-same = لا يختلف عن المعمول به إلا برقم الإصدار.
adopt-otherwise = تغيّر
adopt-reads = صار: { $text }
adopt-read = وكان: { $text }
adopt-added = أُضيف: { $what }
adopt-gone = حُذف: { $what }
adopt-changed = تغيّر: { $what }
confirm-adopt-title = هل يُعمل بالإصدار { $version } من الآن؟
confirm-adopt-body = { PLURAL($count) ->
    [zero] كل طلب جديد يُعمل فيه بالإصدار { $version }، ولا طلب مفتوح الآن. وتبقى الإصدارات كلها محفوظة، ولا رجوع إلا بإصدار أحدث.
    [one] كل طلب جديد يُعمل فيه بالإصدار { $version }، والطلب المفتوح الآن يبقى على إصداره. وتبقى الإصدارات كلها محفوظة، ولا رجوع إلا بإصدار أحدث.
   *[other] كل طلب جديد يُعمل فيه بالإصدار { $version }، والطلبات المفتوحة الآن ({ $count }) تبقى على إصداراتها. وتبقى الإصدارات كلها محفوظة، ولا رجوع إلا بإصدار أحدث.
}
command-admin-adopt = اعتماد ملف معدّل
    .about = اعتماد إصدار معدّل من ملف الجمعية للطلبات الجديدة
command-admin-previous = القائمة السابقة
    .about = الرجوع إلى القائمة السابقة من قوائم الإدارة
command-adopt-take = اعتماد
    .about = قراءة المسار المكتوب، أو اعتماد الملف المختار بعد سؤال
command-adopt-read = قراءة ما تغيّر
    .about = عرض ما يختلف فيه الملف المختار، أو أخطائه، على الشاشة كلها
command-adopt-list = القائمة
    .about = العودة إلى قائمة الملفات
command-adopt-look = نظر من جديد
    .about = قراءة الملفات من جديد بعد إصلاحها أو وضعها
profile-weeks = { PLURAL($count) ->
    [one] أسبوع
    [two] أسبوعان
    [few] { $count } أسابيع
    [many] { $count } أسبوعًا
   *[other] { $count } أسبوع
}
profile-hijri-months = { PLURAL($count) ->
    [one] شهر هجري
    [two] شهران هجريان
    [few] { $count } أشهر هجرية
    [many] { $count } شهرًا هجريًا
   *[other] { $count } شهر هجري
}
profile-gregorian-months = { PLURAL($count) ->
    [one] شهر ميلادي
    [two] شهران ميلاديان
    [few] { $count } أشهر ميلادية
    [many] { $count } شهرًا ميلاديًا
   *[other] { $count } شهر ميلادي
}
section-of-profile-charity = الجمعية
section-of-profile-titles = المسميات
section-of-profile-letterhead = ترويسة الأوراق
section-of-profile-channels = القنوات
section-of-profile-references = المراجع
section-of-profile-categories = الفئات
section-of-profile-services = الخدمات
section-of-profile-steps = الخطوات
section-of-profile-clarification = من يوضّح
section-of-profile-study = من يدرس
section-of-profile-reply = أقرب رد
section-of-profile-runs-from = بدء مدة الرد
section-of-profile-own-target = هدف الجمعية
section-of-profile-declaration = نص الإقرار
section-of-profile-explanation = نص التوضيح
section-of-profile-responsibilities = المسؤوليات
section-of-profile-scope = النطاق
section-of-profile-papers = المستندات
section-of-profile-outreach = التواصل
section-of-profile-eligibility = الأهلية
section-of-profile-person-fields = حقول المستفيد
section-of-profile-need-fields = حقول الاحتياج
wrong-empty-text = النص فارغ
wrong-control = في النص رمز لا يُعرض: { $what }
wrong-empty-list = يلزم واحد على الأقل
wrong-duplicate = { $what } مكرر
wrong-undefined = { $what } غير معرّف في { $other }
wrong-version-zero = الإصدارات تبدأ من 1
wrong-period-zero = لا مدة طولها صفر
wrong-period-too-long = المدة تتجاوز التقويم
wrong-target-before-floor = هدف الجمعية قبل أقرب رد تسمح به سياستها
wrong-missing-step = الخطوة { $what } ناقصة
wrong-step-order = الخطوة { $what } مكانها بعد { $other }
wrong-clarify-without-target = الخطوة clarify تحتاج إلى clarification ليُعرف من يوضّح
wrong-target-without-clarify = clarification يحتاج إلى الخطوة clarify
wrong-no-reply-date = لا بد أن يرد { $what } في النص مرة واحدة، مكان التاريخ
wrong-braces = في النص أقواس لا يملؤها شيء
wrong-no-choice = الاختيار يحتاج إلى جوابين على الأقل
wrong-no-paper-for-all = لا بد من مستند واحد على الأقل يُطلب دائمًا
cli-column-open = المفتوحة
fact-additional = الرقم الإضافي
fact-answered = أجاب
fact-building = رقم المبنى
fact-bytes = بايت
fact-deed = رقم الصك أو الوكالة
fact-enquiry = الاستفسار
fact-family = اسم العائلة
fact-father = اسم الأب
fact-given = الاسم الأول
fact-grandfather = اسم الجد
fact-kinds = المستندات
fact-known = رقم الملف
fact-minutes = رقم المحضر
fact-misconception = مفهوم خاطئ
fact-named = المراجع
fact-occasion = المناسبة
fact-on = في
fact-other = ليس هو الملف
fact-person = رقم الملف
fact-postcode = الرمز البريدي
fact-reached = الوصول إليه
fact-reason = السبب
fact-referral = الإحالة
fact-region = المنطقة
fact-request = الطلب
fact-short = العنوان المختصر
fact-staff = الموظف
fact-street = الشارع
fact-what = ما قُدّم
fact-witness = الشاهد
reached-spoken = كُلّم
reached-no-answer = لم يرد
## الأرقام السرية: عدة أشخاص على حساب واحد

event-pin-set = وُضع رقم سري
event-pin-reset = أُعطي رمزًا للدخول
event-pin-failed = رقم سري خاطئ
event-signed-in = دخل إلى المكتب
fact-pin = الرقم السري
invalid-guessable = سهل التخمين: ثلاثة أرقام مختلفة على الأقل، وغير متسلسلة
invalid-same = يجب أن يختلف عن الحالي
invalid-old = اكتب الحالي أولًا
refusal-sign-in = هذا المستخدم مشترك بين عدة موظفين؛ قل من أنت واكتب رقمك السري أولًا
refusal-set-pin-first = دخلت برمز مؤقت؛ ضع رقمًا سريًا لك أولًا
refusal-pin-wait = أرقام سرية خاطئة كثيرة؛ لا محاولة قبل { $until }. ويستطيع مدير النظام أن يعطي رمزًا جديدًا
sign-in-missed = { $count ->
    [one] أُدخل رقمك السري خطأً مرة واحدة مؤخرًا
    [two] أُدخل رقمك السري خطأً مرتين مؤخرًا
    [few] أُدخل رقمك السري خطأً { $count } مرات مؤخرًا
   *[other] أُدخل رقمك السري خطأً { $count } مرة مؤخرًا
}؛ إن لم تكن أنت فأخبر مدير النظام
refusal-no-pin = ليس لدى { $by } رقم سري بعد؛ يعطيه مدير النظام رمزًا للدخول
section-sign-in = تسجيل الدخول
section-own-pin = الرقم السري
command-lock = قفل
    .about = قفل المكتب؛ يبقى المفتوح كما هو حتى تدخل من جديد
command-sign-in = دخول
    .about = الجلوس إلى المكتب بالاسم المحدد وبالرقم السري
command-own-pin = رقمي السري
    .about = وضع رقم سري لك أو تغييره
command-own-pin-on = متابعة
    .about = أخذ ما كُتب
sign-in-title = من يجلس هنا؟
sign-in-body = يشترك في هذا المكتب عدة موظفين. اختر اسمك واكتب رقمك السري ثم اضغط Enter.
sign-in-pin = الرقم السري
sign-in-leaving = يُحفظ ما كُتب …
sign-in-trying = لحظة …
sign-in-wrong = { $left ->
    [0] الرقم السري غير صحيح.
    [one] الرقم السري غير صحيح. خطأ واحد آخر ثم انتظار.
    [two] الرقم السري غير صحيح. خطآن آخران ثم انتظار.
   *[other] الرقم السري غير صحيح. { $left } أخطاء أخرى ثم انتظار.
}
sign-in-wait = { $minutes ->
    [one] أخطاء كثيرة. المحاولة التالية بعد دقيقة، { $until }؛ أو اطلب رمزًا من مدير النظام.
    [two] أخطاء كثيرة. المحاولة التالية بعد دقيقتين، { $until }؛ أو اطلب رمزًا من مدير النظام.
    [few] أخطاء كثيرة. المحاولة التالية بعد { $minutes } دقائق، { $until }؛ أو اطلب رمزًا من مدير النظام.
   *[other] أخطاء كثيرة. المحاولة التالية بعد { $minutes } دقيقة، { $until }؛ أو اطلب رمزًا من مدير النظام.
}
sign-in-waited = انتهى الانتظار: اكتب رقمك السري.
own-pin-title = رقم سري لك
own-pin-body = من 4 إلى 12 رقمًا، ثلاثة منها مختلفة على الأقل، وغير متسلسلة مثل 1234. لا يعرفها أحد غيرك.
own-pin-old = رقمك السري الحالي
own-pin-new = الرقم السري الجديد
own-pin-again = الرقم نفسه مرة أخرى
own-pin-kept = حُفظ رقمك السري
pin-again-hint = اكتبه مرة أخرى.
pin-differ = الرقمان غير متطابقين: اكتب الجديد من البداية.
pin-length = الرقم السري من 4 إلى 12 رقمًا.
pin-guessable = سهل التخمين: ثلاثة أرقام مختلفة على الأقل، وغير متسلسلة.
pin-same = هذا هو الرمز الذي أُعطيته؛ اختر غيره.
fail-sign-in = يشترك في هذا الحساب عدة موظفين؛ قل من أنت بكتابة --as واسمك، ثم يُطلب الرقم السري
fail-pin-no-terminal = يُطلب الرقم السري على طرفية، ولا طرفية هنا: لا يُعطى في سطر الأمر ولا في ملف ولا عبر أنبوب
fail-pin-terminal = تعذر طلب الرقم السري: { $why }
fail-pin-interrupted = لم يُفعل شيء
fail-pin-differ = الرقمان غير متطابقين؛ لم يتغير شيء
fail-pin-who = «{ $name }» ليس ممن يشتركون في هذا الحساب: { $known }
fail-pin-unsaid = يشترك في هذا الحساب عدة موظفين؛ قل من أنت بكتابة --as: { $known }
cli-shares = يشترك في هذا الحساب ويدخل برقم سري؛ أعطه رمزًا لأول مرة: istiqbal staff pin reset { $staff }
command-admin-code = رمز دخول
    .about = إعطاء الموظف المحدد رمزًا يدخل به حتى يضع رقمًا سريًا
confirm-admin-code-title = إعطاء { $name } رمزًا للدخول؟
confirm-admin-code-body = لا يصلح بعده أي رقم سري سابق له. يدخل بالرمز مرة واحدة ويضع رقمًا سريًا له.
admin-code-title = رمز { $name }: { $code }
admin-code-body = لا تخبر به غيره. يصلح حتى يضع به رقمًا سريًا، ولا يظهر إلا الآن.

section-access = سجل الاطلاع
access-title = سجل الاطلاع
access-empty = لم يطّلع أحد على هذا الملف بعد.
access-of = على
access-detail = تفصيل
access-file = الملف
access-name = اسم
access-number = رقم
access-likeness = تشابه مع ملف جديد
command-person-access = سجل الاطلاع
    .about = من اطّلع على بيانات المستفيد ومتى وأين
command-person-copy-id = نسخ رقم الهوية
    .about = ينسخ رقم الهوية إلى حافظة الطرفية، ويُسجَّل ذلك
command-person-copy-mobile = نسخ الجوال
    .about = ينسخ رقم الجوال إلى حافظة الطرفية، ويُسجَّل ذلك
event-record-revealed = كُشف ما كان محجوبًا
event-record-copied = نُسخ رقم
event-scan-opened = فُتحت صورة مستند
event-access-read = قُرئ سجل الاطلاع
event-record-exported = صُدّرت البيانات كلها
event-people-searched = بُحث عن مستفيدين
event-paper-asked = عُثر عليه برقم هويته من فرع آخر
event-copy-requested = طُلبت نسخة صاحب البيانات
event-copy-handed-over = سُلّمت نسخة صاحب البيانات
cli-column-when = متى
host-done = على هذا من قبل: { $what }
host-program = البرنامج حيث يجده الجميع
host-group = المجموعة التي يصل أعضاؤها إلى المكتب
host-user = المستخدم الذي يشغّل المكتب ولا شيء غيره
host-unit = المكتب خدمةً معزولة
host-settings = أين يجد كل من على هذا الجهاز المكتب
host-sshd = المكتب وحده هو ما تصل إليه المجموعة عبر SSH
host-sshd-checked = يفهمه sshd
host-reload = يقرأ systemd الخدمة
host-enable = يبدأ المكتب مع الجهاز
host-start = المكتب الآن
host-sshd-reload = يقرؤه sshd
host-lacks = لم يتم لنقص: { $what }
host-lacks-root = صلاحية الجذر (sudo istiqbal setup host، والخيار --dry-run يعرض ما سيُفعل)
host-lacks-passwd = الأمران groupadd وuseradd (في ديبيان: passwd)
host-lacks-systemd = جهاز يشغّله systemd
host-lacks-sshd = الخادم sshd مع /etc/ssh/sshd_config.d (في ديبيان: openssh-server)
host-other-place = الملف { $file } يسمّي مجلد بيانات أو مقبسًا آخر؛ احذف هذين السطرين، أو أبقِ المكان وهيّئ المضيف يدويًا
host-command = فشل الأمر { $command }: { $why }
host-next = تم. أضف أول موظف إلى المجموعة (adduser NAME istiqbal) وليفتح المكتب: يصبح مديره
fail-not-ours = لا يعمل مكتب للمجلد { $path }، ولا يشغّله إلا صاحبه { $owner }: systemctl start istiqbal

section-copies = نسخ صاحب البيانات
copies-title = نسخ صاحب البيانات المطلوبة
copies-none = لا نسخة مطلوبة.
copies-file = ملف
copies-asked = طُلبت
copies-left = أيام باقية
copy-days-left = { $days ->
    [0] نسخة مطلوبة: اليوم آخر أيامها
    [1] نسخة مطلوبة: بقي يوم واحد
    [2] نسخة مطلوبة: بقي يومان
    [few] نسخة مطلوبة: بقي { $days } أيام
    [many] نسخة مطلوبة: بقي { $days } يومًا
   *[other] نسخة مطلوبة: بقي { $days } يوم
 }
copy-overdue = { $days ->
    [1] نسخة مطلوبة: مضى على موعدها يوم
    [2] نسخة مطلوبة: مضى على موعدها يومان
    [few] نسخة مطلوبة: مضى على موعدها { $days } أيام
    [many] نسخة مطلوبة: مضى على موعدها { $days } يومًا
   *[other] نسخة مطلوبة: مضى على موعدها { $days } يوم
 }
copy-request-title = تسجيل أنه طلب نسخة من بياناته؟
copy-request-body = يُسجَّل أن المستفيد طلب نسخة من كل ما يُحفظ عنه. تُسلَّم خلال { $days } يومًا.
copy-requested = سُجّل الطلب، وبدأ العدّ
copy-handed-over = سُجّل التسليم
copy-handing = سُلّمت إلى ({ $channel })
masked-identity = محجوب: بيانات هوية
masked-health = محجوب: بيانات صحية
masked-criminal = محجوب: بيانات جنائية
command-copies = نسخ مطلوبة
    .about = نسخ صاحب البيانات التي حان تسليمها أو يحين
command-copies-open = الملف
    .about = يفتح ملف صاحب النسخة
command-person-copy = نسخة بياناته
    .about = يسجّل طلب صاحب البيانات نسخة من كل ما يُحفظ عنه، أو تسليمها
command-person-hand-over = سُلّمت
    .about = يسجّل لمن سُلّمت النسخة وكيف
command-person-channel = القناة
    .about = القناة التي سُلّمت بها النسخة
command-person-keep-copy = لم تُسلَّم بعد
    .about = يعود إلى الملف والنسخة باقية
cli-column-asked = طُلبت
cli-column-last-day = آخر يوم
cli-column-days-left = الأيام الباقية
sheet-subject-copy = نسخة صاحب البيانات
subject-person = الملف
subject-requests = الطلبات
subject-enquiries = الاستفسارات
subject-voices = المقترحات والشكاوى
subject-arrivals = مرات الحضور
subject-copy = طلب النسخة
subject-access = من اطّلع على البيانات
subject-ratings = التقييمات
subject-ratings-none = تُحفظ التقييمات بلا أسماء، فلا يُعرف أيها لصاحب هذه النسخة.
subject-none = لا شيء.
subject-at = في
subject-by = بواسطة
subject-no = الرقم
subject-spoken = آخر حديث معه
subject-branches = الفروع
subject-revision = موضعه في السجل
subject-detail = تفصيل
fact-scope = الفروع التي يراها
fact-branches = الفروع التي يراها
scope-home = فرعه وحده
scope-all = كل الفروع
cli-column-calendar = التقويم
cli-column-date = التاريخ
cli-calendar-hijri = هجري
cli-calendar-gregorian = ميلادي
cli-date-as-written = كما كُتب
cli-date-derived = محوَّل
cli-date-uncertain = محوَّل؛ قد يختلف التقويم المطبوع بيوم
profile-named = { $key } الإصدار { $version }
profile-whole = { $key } الإصدار { $version } سليمة
profile-to-fill-in = { $title } (تعبّئه الجمعية)
profile-opinions-all = رأي الجميع قبل القرار
profile-opinions-any = رأي واحد منهم قبل القرار
profile-line-key = اللائحة
profile-line-version = الإصدار
profile-line-effective = نافذة من
profile-line-steps = الخطوات
profile-line-channels = القنوات
profile-line-services = الخدمات
profile-line-not-before = لا رد قبل
profile-line-charity = الجمعية
profile-line-city = المدينة
profile-line-licence = الترخيص
profile-line-desk-officer = مسؤول الاستقبال
profile-line-references = المراجع
profile-line-categories = الفئات
profile-line-clarification-by = من يوضّح
profile-line-studied-by = من يدرس
profile-line-opinions = الآراء
profile-line-own-target = هدف الجمعية
profile-line-declaration = نص الإقرار
profile-line-explanation = نص التوضيح
profile-line-responsibilities = المسؤوليات
profile-line-scope = النطاق
profile-line-papers = المستندات
profile-line-study-stages = مراحل الدراسة
profile-line-sources = المصادر
profile-line-criteria = المعايير
profile-line-mechanisms = الآليات
profile-line-own-fields = حقول الجمعية
verify-walked = الملفات: { $files }، الرأس: { $head }
verify-torn = ، وبعدها { $bytes } بايت من إضافة لم تكتمل، تُحذف عند الفتح التالي
invalid-not-requested = لم تُطلب
invalid-not-written = لم تُكتب بعد: تُجهَّز أولًا من «نسخ مطلوبة» (Insert في الاستقبال) أو من سطر الأوامر
subject-written = كُتبت
copies-files = الملفات
command-copies-write = تجهيز الملفين
    .about = يكتب كل ما يُحفظ عن المستفيد في ملفين، للقراءة وللبرامج، ويُسجَّل ذلك
copies-write-title = كتابة نسخة الملف؟
copies-write-body = يُكتب كل ما يُحفظ في الملف { $number } إلى { $place }، لا يقرؤه غير صاحب هذا الحساب، ويُسجَّل أنه كُتب.
copies-written = كُتب { $sheet } و{ $told } في { $place }
copies-not-here = لا تُكتب ملفات من هذا الاتصال. على الجهاز نفسه: istiqbal person { $number } --copy --to DIR
form-plain-show = (؟ لإظهاره، ويُسجَّل ذلك)
sign-in-who = الاسم أو الرقم
sign-in-alone = المكتب مقفل. اكتب رقمك السري ثم اضغط Enter.
subject-past = ما جرى على البيانات
subject-before = قبل ذلك
subject-scans = المستندات الممسوحة
subject-scans-beside = كل منها مذكور أعلاه مع طلبه، وملفه بجانب هذا الملف.
access-past = ما كان محفوظا من قبل
access-voice = صوت { $number }
access-enquiry = استفسار { $number }
access-arrival = حضور { $number }
copies-scans-left = { $count ->
    [one] تعذرت كتابة مستند ممسوح واحد بجانبه
    [two] تعذرت كتابة مستندين ممسوحين بجانبه
    [few] تعذرت كتابة { $count } مستندات ممسوحة بجانبه
   *[other] تعذرت كتابة { $count } مستندا ممسوحا بجانبه
 }
telling-waits = لم يُنفَّذ: ما طُلب قبله لم يكتمل بعد. أعد المحاولة بعد لحظة.
subject-what = ما حدث
