namespace Chatbot.Language.Tests.Forms;

public sealed class ReplyTests
{
    private static readonly FormReplyReader Reader = new();

    private static readonly Dictionary<string, string> Known = new()
    {
        ["name"] = "Wayan Sudra",
        ["nik"] = "5104021202889003",
        ["phone"] = "+6281311223344",
        ["dob"] = "1988-02-12",
    };

    private static FormReply Read(string asked, string text, params FormChoice[] choices)
    {
        var known = new Dictionary<string, string>(Known);
        known.Remove(asked);
        var question = new FormQuestion("register", asked,
            "Ketik 6 angka kode. Pilih 1. JKK dan JKM 2. JKK, JKM, JHT. WhatsApp atau SMS?", known,
            new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(7)));
        return Reader.Read(text, question with { Choices = choices });
    }

    private static string Slots(FormReply reply) => string.Join(" ", reply.Slots.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}"));

    [Theory]
    [InlineData("nik", "ini pak 5104 0212 0288 9003", "nik=5104021202889003")]
    [InlineData("nik", "510402 eh kepencet, 5104021202889003", "nik=5104021202889003")]
    [InlineData("phone", "wa saya 0813-1122-3344 ya min", "phone=+6281311223344")]
    [InlineData("phone", "pakai nomer ini wae", "phone=@sender")]
    [InlineData("phone", "62 895 112 2334", "phone=+628951122334")]
    [InlineData("name", "nama saya I Wayan Sudra kak", "name=I Wayan Sudra")]
    [InlineData("name", "sesuai ktp: NURHAYATI", "name=NURHAYATI")]
    [InlineData("name", "Hj. Sa'diyah, S.Pd.I tapi biasa dipanggil bu diyah", "name=Hj. Sa'diyah, S.Pd.I")]
    [InlineData("name", "jenengku Tukiyem", "name=Tukiyem")]
    [InlineData("dob", "120288", "dob=1988-02-12")]
    [InlineData("dob", "rolas februari wolung puluh wolu", "dob=1988-02-12")]
    [InlineData("dob", "Gianyar, 12 Peb 1988", "dob=1988-02-12")]
    [InlineData("job", "ngojol kak, eh ojol maksudnya", "job=ojek online")]
    [InlineData("job", "sehari-hari miyang", "job=nelayan")]
    [InlineData("job", "juru kunci makam", "job=juru kunci makam")]
    [InlineData("income", "8 juta", "income=8000000")]
    [InlineData("income", "750 rebu", "income=750000")]
    [InlineData("income", "sehari paling 80 ribu", "income_daily=80000")]
    [InlineData("income", "1,5 sampai 2 juta", "income_from=1500000 income_to=2000000")]
    [InlineData("income", "rata2 60rb per hari", "income_daily=60000")]
    [InlineData("income", "3 juta 2 ratus", "income=3200000")]
    [InlineData("relationship", "ibu sama bapak saya", "relationship=ibu,bapak")]
    [InlineData("job", "penjaga warung kopi", "job=penjaga warung kopi")]
    [InlineData("name", "saya biasa Wati, tapi di ktp Kurniawati", "name=Kurniawati")]
    [InlineData("channel", "dua2nya", "channel=both")]
    [InlineData("months", "satu semester", "months=6")]
    [InlineData("months", "setaun langsung", "months=12")]
    [InlineData("program", "yang ada jht nya", "program=jkk,jkm,jht")]
    [InlineData("program", "nomor 1", "program=jkk,jkm")]
    [InlineData("relationship", "bojoku", "relationship=istri")]
    [InlineData("reminder_day", "tiap tanggal tua aja", "reminder_day=31")]
    [InlineData("reminder_time", "setengah delapan malam", "reminder_time=19:30")]
    [InlineData("reminder_time", "sehabis subuh", "reminder_time_approx=05:00")]
    [InlineData("channel", "loro-lorone", "channel=both")]
    [InlineData("channel", "sms aja saya gak punya wa", "channel=sms")]
    [InlineData("otp", "kodenya 551 902", "otp=551902")]
    [InlineData("field", "nomor wa sama ahli waris", "field=phone,heir")]
    [InlineData("age", "empat puluh dua tahun", "age=42")]
    [InlineData("count", "ada 15 orang", "count=15")]
    [InlineData("place", "di kab. Gianyar", "place=Kabupaten Gianyar")]
    [InlineData("text", "kemarin saya bayar tapi belum masuk?", "text=kemarin saya bayar tapi belum masuk?")]
    public void What_was_asked_is_given(string asked, string text, string slots)
    {
        var reply = Read(asked, text);
        reply.Act.ShouldBe(ReplyAct.Provide, text);
        Slots(reply).ShouldBe(slots);
    }

    [Theory]
    [InlineData("nik", "Nama: Ni Made Sari, NIK 5104025202889004, HP 0813-1122-3345",
        "name=Ni Made Sari nik=5104025202889004 phone=+6281311223345")]
    [InlineData("nik", "NIK : 5104025202889004\nNama : NI MADE SARI\nTempat/Tgl Lahir : GIANYAR, 12-02-1988\nPekerjaan : PETANI",
        "dob=1988-02-12 job=petani name=NI MADE SARI nik=5104025202889004")]
    [InlineData("relationship", "karyawan saya 7 orang", "count=7 relationship=karyawan")]
    [InlineData("next", "ada lagi a.n. Ketut 5104021202889005", "name=Ketut nik=5104021202889005")]
    [InlineData("reminder_day", "tgl 3 jam 7 pagi", "reminder_day=3 reminder_time=07:00")]
    public void Several_answers_come_in_one_message(string asked, string text, string slots)
    {
        var reply = Read(asked, text);
        reply.Act.ShouldBe(ReplyAct.ProvideMulti, text);
        Slots(reply).ShouldBe(slots);
    }

    [Theory]
    [InlineData("confirm", "hp nya salah, harusnya 0857 1122 3344", "phone=+6285711223344")]
    [InlineData("confirm", "namanya bukan Wayan Sudra tapi Wayan Sudira", "name=Wayan Sudira")]
    [InlineData("confirm", "lahirnya 13 februari bukan 12", "dob=1988-02-13")]
    [InlineData("confirm", "semua bener kecuali nik, 5104021202889007", "nik=5104021202889007")]
    [InlineData("job", "eh salah, HP saya 085711223344", "phone=+6285711223344")]
    [InlineData("income", "ganti nama jadi Wayan Sudira", "name=Wayan Sudira")]
    public void A_value_given_before_is_corrected_at_any_prompt(string asked, string text, string slots)
    {
        var reply = Read(asked, text);
        reply.Act.ShouldBe(ReplyAct.Correct, text);
        Slots(reply).ShouldBe(slots);
    }

    [Theory]
    [InlineData("dob", "ganti nama", "name")]
    [InlineData("confirm", "nomor hp nya keliru", "phone")]
    [InlineData("confirm", "tgl lahir salah kak", "dob")]
    public void A_correction_without_a_value_names_what_to_ask(string asked, string text, string topic)
    {
        var reply = Read(asked, text);
        (reply.Act, reply.Topic, reply.Slots.Count).ShouldBe((ReplyAct.Correct, topic, 0));
    }

    [Theory]
    [InlineData("nik", "51040212028890", "length")]
    [InlineData("nik", "5104023213889003", "date")]
    [InlineData("nik", "nomor kk 5104021202889003", "kk")]
    [InlineData("nik", "0001234509876", "bpjs_kesehatan_number")]
    [InlineData("nik", "081311223344", "phone")]
    [InlineData("nik", "[gambar]", "media")]
    [InlineData("phone", "0361 234567", "landline")]
    [InlineData("phone", "110", "short_code")]
    [InlineData("phone", "08131122", "length")]
    [InlineData("phone", "08131122334O", "letters")]
    [InlineData("dob", "tahun 88 pokoknya", "partial")]
    [InlineData("dob", "31 april 1988", "date")]
    [InlineData("dob", "malem rebo legi", "unparseable")]
    [InlineData("job", "lagi nganggur kang", "no_job")]
    [InlineData("reminder_day", "40", "range")]
    [InlineData("otp", "5519", "length")]
    [InlineData("months", "100 bulan", "range")]
    public void A_value_that_must_not_be_stored_is_told_why(string asked, string text, string reason)
    {
        var reply = Read(asked, text);
        (reply.Act, reply.Reason).ShouldBe((ReplyAct.Invalid, reason), text);
        reply.Slots.ShouldBeEmpty();
    }

    // The same words mean one thing to one question and another to the next.
    [Theory]
    [InlineData("income", "8 juta", "income=8000000")]
    [InlineData("months", "12", "months=12")]
    [InlineData("reminder_day", "12", "reminder_day=12")]
    [InlineData("reminder_time", "12", "reminder_time=12:00")]
    [InlineData("age", "12", "age=12")]
    [InlineData("otp", "120490", "otp=120490")]
    [InlineData("dob", "120490", "dob=1990-04-12")]
    [InlineData("job", "petugas kebersihan", "job=petugas kebersihan")]
    [InlineData("job", "petugas parkir", "job=tukang parkir")]
    [InlineData("job", "jualan di depan kantor bpjs", "job=pedagang")]
    [InlineData("job", "sopir ambulans rumah sakit", "job=sopir")]
    [InlineData("job", "jaga warung yang bayar iuran bpjs", "job=pedagang")]
    [InlineData("name", "Batalia Sinaga", "name=Batalia Sinaga")]
    [InlineData("name", "Menuk Lestari", "name=Menuk Lestari")]
    [InlineData("name", "Bagus Setopo", "name=Bagus Setopo")]
    [InlineData("name", "Jujuk Mulyani", "name=Jujuk Mulyani")]
    [InlineData("name", "Nining Ngasirah", "name=Nining Ngasirah")]
    public void The_question_decides_how_an_answer_is_read(string asked, string text, string slots)
    {
        var reply = Read(asked, text);
        reply.Act.ShouldBe(ReplyAct.Provide, text);
        Slots(reply).ShouldBe(slots);
    }

    [Theory]
    [InlineData("asdfghjkl")]
    [InlineData("qwerty")]
    [InlineData("lkjhlkjh")]
    [InlineData("jjjjjj")]
    [InlineData("wkwkwkwk")]
    [InlineData("bcdfghjk")]
    public void Letters_struck_at_random_are_no_name(string text) => Read("name", text).Act.ShouldBe(ReplyAct.Unclear, text);

    [Theory]
    [InlineData("job", "sebentar, saya mau tanya istri dulu", ReplyAct.Defer)]
    [InlineData("name", "mau klaim santunan bapak saya yang meninggal", ReplyAct.Switch)]
    [InlineData("nik", "tolong hapus semua data saya saja", ReplyAct.Switch)]
    [InlineData("income", "stop", ReplyAct.Stop)]
    [InlineData("channel", "wa aja jangan sms", ReplyAct.Provide)]
    [InlineData("channel", "jangan kirim pesan lagi", ReplyAct.Stop)]
    [InlineData("program", "kecelakaan sama kematian", ReplyAct.Provide)]
    public void Another_wish_in_a_form_is_taken_only_when_it_is_clear(string asked, string text, ReplyAct act) =>
        Read(asked, text).Act.ShouldBe(act, text);

    [Fact]
    public void A_repaired_number_is_only_offered() => Read("nik", "51O4021202889003").ShouldSatisfyAllConditions(
        r => r.Act.ShouldBe(ReplyAct.Invalid),
        r => r.Suggest.ShouldBe("5104021202889003"),
        r => r.Slots.ShouldBeEmpty());

    [Theory]
    [InlineData("confirm", "nggih leres sedoyo", ReplyAct.Confirm)]
    [InlineData("confirm", "tidak ada yang keliru", ReplyAct.Confirm)]
    [InlineData("confirm", "dereng", ReplyAct.Deny)]
    [InlineData("confirm", "masih ada yang salah", ReplyAct.Deny)]
    [InlineData("consent", "emoh", ReplyAct.Deny)]
    [InlineData("consent", "monggo", ReplyAct.Confirm)]
    [InlineData("next", "sudah cukup itu", ReplyAct.Deny)]
    [InlineData("confirm", "gak jadi deh", ReplyAct.Cancel)]
    [InlineData("nik", "ora sido mas", ReplyAct.Cancel)]
    [InlineData("name", "batalkan saja", ReplyAct.Cancel)]
    [InlineData("job", "isi ulang dari awal dong", ReplyAct.Restart)]
    [InlineData("otp", "kodenya belum masuk", ReplyAct.Resend)]
    [InlineData("otp", "kirim lagi kodenya", ReplyAct.Resend)]
    [InlineData("nik", "tolong jangan wa saya lagi", ReplyAct.Stop)]
    [InlineData("income", "BERHENTI", ReplyAct.Stop)]
    [InlineData("nik", "sek tak njupuk ktp", ReplyAct.Defer)]
    [InlineData("phone", "nanti malam saya kirim", ReplyAct.Defer)]
    [InlineData("nik", "teu apal kang", ReplyAct.DontKnow)]
    [InlineData("dob", "lali tanggale", ReplyAct.DontKnow)]
    [InlineData("phone", "mboten gadhah hp", ReplyAct.DontKnow)]
    [InlineData("income", "itu rahasia dong", ReplyAct.Refuse)]
    [InlineData("nik", "takut disalahgunakan ah", ReplyAct.Refuse)]
    [InlineData("program", "manut admin", ReplyAct.Unclear)]
    [InlineData("nik", "oke", ReplyAct.Unclear)]
    [InlineData("nik", "", ReplyAct.Unclear)]
    public void What_a_person_does_instead_is_understood(string asked, string text, ReplyAct act) =>
        Read(asked, text).Act.ShouldBe(act, text);

    [Theory]
    [InlineData("nik", "iurannya sebulan berapa sih", "cost", null)]
    [InlineData("income", "kok nanya gaji", null, "why_income")]
    [InlineData("phone", "boleh nomor anak?", null, "own_phone")]
    [InlineData("otp", "aman gak kasih kode ke sini", null, "privacy")]
    [InlineData("confirm", "nanti bisa dibatalin gak", null, "can_cancel")]
    [InlineData("months", "kalo 6 bulan bayar berapa", "cost", null)]
    [InlineData("name", "jkk itu apa?", "explain_program", null)]
    public void A_question_is_answered_before_the_slot_is_asked_again(string asked, string text, string? intent, string? topic)
    {
        var reply = Read(asked, text);
        (reply.Act, reply.Intent, reply.Topic).ShouldBe((ReplyAct.Question, intent, topic), text);
    }

    [Theory]
    [InlineData("nik", "mau bicara sama petugas", "talk_to_human")]
    [InlineData("job", "hapus data saya", "delete_data")]
    [InlineData("name", "suami saya kecelakaan kemarin", "claim_jkk")]
    [InlineData("phone", "mau cek status aja dulu", "check_status")]
    [InlineData("income", "menu", "menu_help")]
    public void A_clear_other_wish_leaves_the_form(string asked, string text, string intent)
    {
        var reply = Read(asked, text);
        (reply.Act, reply.Intent).ShouldBe((ReplyAct.Switch, intent), text);
    }

    [Theory]
    [InlineData("name", "Bagus Santoso")]
    [InlineData("name", "Wayan Untung")]
    [InlineData("job", "tukang servis hp")]
    [InlineData("job", "penjaga kantor desa")]
    public void A_plain_name_or_job_never_leaves_the_form(string asked, string text) =>
        Read(asked, text).Act.ShouldBe(ReplyAct.Provide, text);

    // A number of another kind, alone where a name or a date is asked, may be anybody's.
    [Theory]
    [InlineData("name", "5104021202889003", ReplyAct.Invalid)]
    [InlineData("name", "081311223344", ReplyAct.Invalid)]
    public void A_number_alone_is_no_answer_to_another_question(string asked, string text, ReplyAct act)
    {
        var reply = Read(asked, text);
        reply.Act.ShouldBe(act);
        reply.Slots.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("adanya kartu keluarga, nomornya 5104021202889003")]
    [InlineData("no kk 5104021202889003")]
    public void The_number_of_a_family_card_is_never_kept_as_a_NIK(string text)
    {
        var reply = Read("nik", text);
        reply.Act.ShouldBe(ReplyAct.Invalid);
        reply.Reason.ShouldBe("kk");
        reply.Slots.ShouldBeEmpty();
    }

    [Fact]
    public void A_NIK_where_the_date_of_birth_is_asked_is_read() => Enum.IsDefined(Read("dob", "5104021202889003").Act).ShouldBeTrue();

    [Theory]
    [InlineData("nik", "1. 5104021202889003\n2. 5104014107959009", "nik=5104021202889003,5104014107959009")]
    [InlineData("nik", "5104\n0212\n0288\n9003", "nik=5104021202889003")]
    [InlineData("nik", "5104021202889003 / Wayan Sudra / 12 feb 88 / sopir truk", "dob=1988-02-12 job=sopir truk name=Wayan Sudra nik=5104021202889003")]
    [InlineData("phone", "0062 813 1122 3344", "phone=+6281311223344")]
    [InlineData("name", "w a y a n", "name=Wayan")]
    [InlineData("dob", "12 feb 88 kalau tidak salah ingat", "dob=1988-02-12")]
    [InlineData("dob", "saya angkatan 88, 12 februari", "dob=1988-02-12")]
    [InlineData("dob", "dua belas februari sembilan belas delapan delapan", "dob=1988-02-12")]
    [InlineData("income", "sepi 900 ribu, ramai 2 juta", "income_from=900000 income_to=2000000")]
    [InlineData("income", "satu hari paling seratus ribu", "income_daily=100000")]
    [InlineData("program", "yang 2 eh yang 1 saja", "program=jkk,jkm")]
    [InlineData("job", "guru ngaji sama jualan pulsa", "job=guru ngaji")]
    [InlineData("job", "penjaga sekolah", "job=penjaga sekolah")]
    [InlineData("age", "lahir tahun 80", "age=46")]
    [InlineData("reminder_day", "jangan tanggal tua", "")]
    [InlineData("program", "yang dua program", "program=jkk,jkm")]
    [InlineData("months", "bulan ini sama bulan depan", "months=2")]
    [InlineData("confirm", "nik ok, nama ok, tgl lahir salah", "")]
    [InlineData("months", "sampai akhir tahun", "months=2")]
    [InlineData("relationship", "suami saya, Budi", "name=Budi relationship=suami")]
    public void What_people_write_around_a_value_is_read(string asked, string text, string slots) => Slots(Read(asked, text)).ShouldBe(slots);

    [Theory]
    [InlineData("2")]
    [InlineData("yang dua")]
    [InlineData("nomor 2 aja kak")]
    [InlineData("opsi kedua")]
    [InlineData("TAMBAH TABUNGAN")]
    [InlineData("tambah tabungann")]
    [InlineData("pakai nabung")]
    public void A_choice_is_taken_by_number_title_or_other_words(string text)
    {
        var reply = Read("plan", text, new FormChoice("base", "Dasar saja", ["murah"]),
            new FormChoice("plus", "Tambah tabungan", ["nabung"]));
        reply.Act.ShouldBe(ReplyAct.Provide);
        Slots(reply).ShouldBe("plan=plus");
    }

    [Theory]
    [InlineData("1", ReplyAct.Confirm)]
    [InlineData("2", ReplyAct.Deny)]
    [InlineData("Ya, benar", ReplyAct.Confirm)]
    [InlineData("ada yang salah", ReplyAct.Deny)]
    public void Choices_of_a_confirmation_are_yes_and_no(string text, ReplyAct act) =>
        Read("confirm", text, new FormChoice("yes", "Ya, benar", []), new FormChoice("no", "Ada yang salah", [])).Act.ShouldBe(act);

    [Fact]
    public void A_pressed_button_is_taken_even_when_its_title_asks() =>
        Slots(Read("topic", "Apa itu JKK?", new FormChoice("jkk", "Apa itu JKK?", []),
            new FormChoice("stop", "Batal", []))).ShouldBe("topic=jkk");

    [Fact]
    public void The_model_names_the_intent_of_a_question_that_no_rule_knows()
    {
        var reader = new FormReplyReader(text => new Meaning(text, "sponsored_status", 0.9, []));
        var question = new FormQuestion("register", "nik", "NIK?", new Dictionary<string, string>(), DateTimeOffset.UnixEpoch);
        reader.Read("apakah ada yang dari desa", question).ShouldSatisfyAllConditions(
            r => r.Act.ShouldBe(ReplyAct.Question),
            r => r.Intent.ShouldBe("sponsored_status"));
    }
}
