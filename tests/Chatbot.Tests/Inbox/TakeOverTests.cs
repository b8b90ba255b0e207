using Chatbot.Conversations;
using Chatbot.Inbox;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Inbox;

/// <summary>A member of the staff takes a conversation from Jaka, talks, and gives it back.</summary>
public abstract class TakeOverTests
{
    public sealed class OnSqlite : TakeOverTests;

    [UsesPostgres]
    public sealed class OnPostgres : TakeOverTests;

    [UsesPostgres, UsesRedis]
    public sealed class OnPostgresAndRedis : TakeOverTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jaka_is_silent_while_staff_has_the_conversation_and_back_when_it_is_given_back()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.AniWritesAsync("PETUGAS");
        await service.HeardAsync();

        (await service.TakeAsync(InboxHost.Rina)).ShouldBeOfType<TakeResult.Taken>();
        (await service.HeardAsync()).ShouldHaveSingleItem().ShouldContain("*Ibu Rina* dari BPJS Ketenagakerjaan");

        await service.AniWritesAsync("saya mau tanya iuran berapa?");
        (await service.HeardAsync()).ShouldBeEmpty();
        (await service.RowAsync()).UnansweredAt.ShouldNotBeNull();
        (await service.TranscriptAsync()).ShouldContain(message => !message.IsReply && message.Text.Contains("iuran", StringComparison.Ordinal));

        (await service.SayAsync(InboxHost.Rina, "Selamat siang Bu, saya bantu ya.")).ShouldBeOfType<SayResult.Said>();
        (await service.HeardAsync()).ShouldBe(["Selamat siang Bu, saya bantu ya."]);
        (await service.RowAsync()).UnansweredAt.ShouldBeNull();

        (await service.GiveBackAsync(InboxHost.Rina)).ShouldBeOfType<ReturnResult.Returned>();
        (await service.HeardAsync()).ShouldHaveSingleItem().ShouldContain("bersama saya lagi, Jaka");
        await service.AniWritesAsync("halo");
        (await service.HeardAsync()).ShouldNotBeEmpty();
        (await service.KindsAsync()).ShouldBe([ChatEventKind.Taken, ChatEventKind.Sent, ChatEventKind.Returned]);
    }

    [Fact]
    public async Task Taking_over_takes_the_ticket_and_giving_back_closes_it_with_the_note()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.AniWritesAsync("PETUGAS");
        await service.AniWritesAsync("PETUGAS");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM tickets")).ShouldBe(1);

        await service.TakeAsync(InboxHost.Rina);
        (await service.OneAsync<string>("SELECT status || ' ' || taken_by FROM tickets")).ShouldBe("taken rina");
        await service.GiveBackAsync(InboxHost.Rina, "dijelaskan cara bayar");
        (await service.OneAsync<string>("SELECT status || ' ' || closed_by FROM tickets")).ShouldBe("closed rina");
        var note = await service.OneAsync<byte[]>("SELECT note FROM tickets");
        service.Get<PersonalData>().DecryptText("ticket.note", note!).ShouldBe("dijelaskan cara bayar");

        await service.AniWritesAsync("PETUGAS");
        (await service.OneAsync<long>("SELECT COUNT(*) FROM tickets WHERE status = 'open'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_request_of_the_law_is_not_closed_with_the_talk()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.Database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO tickets (number, topic, person_id, conversation, content, status, created_at)
                SELECT 'T-9', 'ubah_data', person_id, @Value, @Content, 'open', 0 FROM addresses
                """,
                new { InboxHost.AniWhatsApp.Value, Content = Array.Empty<byte>() },
                Stop),
            Stop);
        await service.TakeAsync(InboxHost.Rina);
        await service.GiveBackAsync(InboxHost.Rina);
        (await service.OneAsync<string>("SELECT status FROM tickets")).ShouldBe("open");
    }

    [Fact]
    public async Task Of_two_who_take_at_once_one_wins_and_the_other_is_told_who()
    {
        await using var one = await InboxHost.WithAniAsync();
        await using var two = await InboxHost.MakeAsync(one.Clock, one.Folder);
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(
            () => (i % 2 == 0 ? one : two).TakeAsync(i % 2 == 0 ? InboxHost.Rina : InboxHost.Yusuf), Stop)));
        var winner = (await one.RowAsync()).Holder;
        for (var i = 0; i < results.Length; i++)
        {
            var own = (i % 2 == 0 ? InboxHost.Rina : InboxHost.Yusuf).Login == winner;
            if (own) results[i].ShouldBeOfType<TakeResult.Taken>();
            else results[i].ShouldBeOfType<TakeResult.HeldByAnother>().Name.ShouldBe(winner == "rina" ? "Ibu Rina" : "Pak Yusuf");
        }

        (await one.HeardAsync()).Count(text => text.Contains("dibantu langsung", StringComparison.Ordinal)).ShouldBe(1);
        (await one.OneAsync<long>("SELECT COUNT(*) FROM staff_chat_events WHERE kind = 'taken'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_in_the_middle_of_taking_over_is_answered_by_one_side()
    {
        for (var round = 0; round < 6; round++)
        {
            await using var one = await InboxHost.WithAniAsync();
            await using var two = await InboxHost.MakeAsync(one.Clock, one.Folder);
            await one.HeardAsync();
            var writing = Enumerable.Range(0, 4).Select(i => Task.Run(() => two.AniWritesAsync($"terima kasih {i}", $"SM{round}-{i}"), Stop)).ToList();
            var taking = Task.Run(() => one.TakeAsync(InboxHost.Rina), Stop);
            await Task.WhenAll([.. writing, taking]);
            var heard = await one.HeardAsync();
            var introduced = heard.ToList().FindIndex(text => text.Contains("dibantu langsung", StringComparison.Ordinal));
            // Whatever Jaka said, he said before the person was told that he is silent now.
            introduced.ShouldBe(heard.Count - 1);
            (await one.OneAsync<long>("SELECT COUNT(*) FROM deliveries WHERE direction = 'in'")).ShouldBe(5);
            await two.AniWritesAsync("iuran berapa?");
            (await one.HeardAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_message_in_the_middle_of_giving_back_is_answered_by_one_side()
    {
        for (var round = 0; round < 6; round++)
        {
            await using var one = await InboxHost.WithAniAsync();
            await using var two = await InboxHost.MakeAsync(one.Clock, one.Folder);
            await one.TakeAsync(InboxHost.Rina);
            await one.HeardAsync();
            var writing = Enumerable.Range(0, 4).Select(i => Task.Run(() => two.AniWritesAsync($"terima kasih {i}", $"SM{round}-{i}"), Stop)).ToList();
            var giving = Task.Run(() => one.GiveBackAsync(InboxHost.Rina), Stop);
            await Task.WhenAll([.. writing, giving]);
            var heard = await one.HeardAsync();
            // What came before was for Ibu Rina alone; Jaka speaks from the moment the person was told of it.
            heard[0].ShouldContain("bersama saya lagi, Jaka");
            (await one.RowAsync()).Phase.ShouldBe(Phase.Free);
            await two.AniWritesAsync("halo");
            (await one.HeardAsync()).ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("MENU", "left")]
    [InlineData("BOT", "left")]
    [InlineData("HAPUS DATA", "left")]
    [InlineData("BERHENTI", null)]
    public async Task Words_that_always_work_work_beside_staff(string word, string? ends)
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.AniWritesAsync("PETUGAS");
        await service.TakeAsync(InboxHost.Rina);
        await service.HeardAsync();

        await service.AniWritesAsync(word);
        (await service.HeardAsync()).ShouldNotBeEmpty();
        (await service.KindsAsync()).ShouldBe(ends is null ? [ChatEventKind.Taken] : [ChatEventKind.Taken, ends]);
        if (ends is null)
        {
            (await service.OneAsync<long>("SELECT COUNT(*) FROM data_requests WHERE kind = 'stop'")).ShouldBe(1);
            (await service.SayAsync(InboxHost.Rina, "Baik Bu.")).ShouldBeOfType<SayResult.Said>();
            return;
        }

        (await service.RowAsync()).Phase.ShouldBe(Phase.Free);
        (await service.OneAsync<string>("SELECT status FROM tickets")).ShouldBe("open");
        (await service.SayAsync(InboxHost.Rina, "Baik Bu.")).ShouldBeOfType<SayResult.NotHeld>().HolderName.ShouldBeNull();
    }

    [Fact]
    public async Task After_the_set_time_without_staff_Jaka_is_back_and_the_ticket_is_open_again()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.AniWritesAsync("PETUGAS");
        await service.TakeAsync(InboxHost.Rina);
        service.Clock.Advance(TimeSpan.FromMinutes(20));
        await service.SayAsync(InboxHost.Rina, "sebentar ya Bu");
        service.Clock.Advance(TimeSpan.FromMinutes(29));
        await service.Get<TakeOvers>().TendAsync(Stop);
        (await service.RowAsync()).Phase.ShouldBe(Phase.Held);
        await service.HeardAsync();

        service.Clock.Advance(TimeSpan.FromMinutes(2));
        await service.Get<TakeOvers>().TendAsync(Stop);
        (await service.HeardAsync()).ShouldHaveSingleItem().ShouldContain("tetap tercatat untuk petugas");
        (await service.RowAsync()).Phase.ShouldBe(Phase.Free);
        (await service.OneAsync<string>("SELECT status FROM tickets")).ShouldBe("open");
        await service.AniWritesAsync("halo");
        (await service.HeardAsync()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_step_that_a_dying_copy_left_is_carried_on()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.TakeAsync(InboxHost.Rina);
        await service.HeardAsync();
        // The row says that it goes back, the state does not know it yet.
        await service.Database.WriteAsync(
            session => session.ExecuteAsync("UPDATE staff_chats SET phase = 'returning', ends = 'staff'", null, Stop), Stop);
        service.Clock.Advance(TimeSpan.FromSeconds(21));
        await service.Get<TakeOvers>().TendAsync(Stop);
        (await service.HeardAsync()).ShouldHaveSingleItem().ShouldContain("bersama saya lagi, Jaka");
        (await service.TakeAsync(InboxHost.Yusuf)).ShouldBeOfType<TakeResult.Taken>();

        // And the other way round: taken in the row alone.
        await service.Database.WriteAsync(
            session => session.ExecuteAsync("UPDATE staff_chats SET phase = 'taking', hold_id = '0199aaaa-0000-7000-8000-000000000001'", null, Stop), Stop);
        service.Clock.Advance(TimeSpan.FromSeconds(21));
        await service.Get<TakeOvers>().TendAsync(Stop);
        (await service.RowAsync()).Phase.ShouldBe(Phase.Held);
        await service.HeardAsync();
        await service.AniWritesAsync("halo");
        (await service.HeardAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_message_of_staff_is_said_once_also_when_its_copy_died()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.TakeAsync(InboxHost.Rina);
        await service.HeardAsync();
        var id = Guid.CreateVersion7(service.Clock.GetUtcNow()).ToString();
        (await service.SayAsync(InboxHost.Rina, "halo Bu", id)).ShouldBeOfType<SayResult.Said>();
        (await service.SayAsync(InboxHost.Rina, "halo Bu", id)).ShouldBeOfType<SayResult.Said>();
        await service.Database.WriteAsync(session => session.ExecuteAsync("UPDATE staff_chat_events SET kind = 'sending' WHERE id = @id", new { id }, Stop), Stop);
        service.Clock.Advance(TimeSpan.FromSeconds(21));
        (await service.Get<StaffMessages>().CarryOnAsync(Stop)).ShouldBe(1);
        (await service.HeardAsync()).ShouldBe(["halo Bu"]);
        (await service.KindsAsync()).ShouldBe([ChatEventKind.Taken, ChatEventKind.Sent]);
    }

    [Fact]
    public async Task A_colleague_to_whom_it_was_assigned_takes_it_and_the_person_is_told()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.TakeAsync(InboxHost.Rina);
        (await service.TakeAsync(InboxHost.Yusuf)).ShouldBeOfType<TakeResult.HeldByAnother>().Name.ShouldBe("Ibu Rina");
        await service.Get<TakeOvers>().AssignAsync(InboxHost.AniWhatsApp, InboxHost.Rina, InboxHost.Yusuf, Stop);
        await service.HeardAsync();
        (await service.TakeAsync(InboxHost.Yusuf)).ShouldBeOfType<TakeResult.Taken>();
        (await service.HeardAsync()).ShouldHaveSingleItem().ShouldContain("Pak Yusuf");
        (await service.SayAsync(InboxHost.Rina, "masih saya")).ShouldBeOfType<SayResult.NotHeld>().HolderName.ShouldBe("Pak Yusuf");
        (await service.GiveBackAsync(InboxHost.Rina)).ShouldBeOfType<ReturnResult.HeldByAnother>().Name.ShouldBe("Pak Yusuf");
        (await service.HeardAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Notes_are_kept_encrypted_and_are_not_sent()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.HeardAsync();
        var id = Guid.CreateVersion7(service.Clock.GetUtcNow()).ToString();
        for (var i = 0; i < 2; i++) await service.Get<TakeOvers>().NoteAsync(InboxHost.AniWhatsApp, InboxHost.Rina, id, "NIK 3509014508900002, minta ditelepon", Stop);
        (await service.HeardAsync()).ShouldBeEmpty();
        var note = (await service.Get<ChatEvents>().OfAsync(InboxHost.AniWhatsApp.Value, Stop)).ShouldHaveSingleItem();
        note.Content.Text.ShouldBe("NIK 3509********0002, minta ditelepon");
        System.Text.Encoding.UTF8.GetString((await service.OneAsync<byte[]>("SELECT content FROM staff_chat_events"))!).ShouldNotContain("ditelepon");
    }

    [Fact]
    public async Task A_reset_lets_Jaka_begin_anew_and_leaves_the_conversation_to_who_has_it()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.AniWritesAsync("DAFTAR");
        await service.TakeAsync(InboxHost.Rina);
        await service.Get<TakeOvers>().ResetAsync(InboxHost.AniWhatsApp, InboxHost.Rina, "tersangkut", Stop);
        await service.HeardAsync();
        await service.AniWritesAsync("halo");
        (await service.HeardAsync()).ShouldBeEmpty();
        await service.GiveBackAsync(InboxHost.Rina);
        await service.HeardAsync();
        await service.AniWritesAsync("LANJUT");
        (await service.HeardAsync()).ShouldHaveSingleItem().ShouldContain("tidak ada yang berjalan");
    }

    [Fact]
    public async Task An_open_form_waits_and_goes_on_afterwards()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.AniWritesAsync("HITUNG");
        await service.TakeAsync(InboxHost.Rina);
        await service.GiveBackAsync(InboxHost.Rina);
        (await service.HeardAsync())[^1].ShouldContain("LANJUT");
        await service.AniWritesAsync("LANJUT");
        (await service.HeardAsync()).ShouldHaveSingleItem().ShouldNotContain("tidak ada yang berjalan");
    }

    [Fact]
    public async Task What_Jaka_wants_to_say_unasked_waits_until_he_is_back()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.TakeAsync(InboxHost.Rina);
        await service.HeardAsync();
        var unasked = service.Get<UnaskedFlows>();
        await service.Database.WriteAsync(
            session => unasked.AddAsync(session, InboxHost.AniWhatsApp, new("kabar_nomor", new Dictionary<string, string> { ["nama"] = "Ani" }), Stop), Stop);
        await service.Get<UnaskedWorker>().SendAsync(Stop);
        (await service.HeardAsync()).ShouldBeEmpty();

        await service.GiveBackAsync(InboxHost.Rina);
        await service.HeardAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await service.Get<UnaskedWorker>().SendAsync(Stop);
        (await service.HeardAsync()).ShouldHaveSingleItem().ShouldContain("berganti");
    }

    [Fact]
    public async Task Outside_the_24_hours_nothing_is_said_until_the_person_writes()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.HeardAsync();
        service.Clock.Advance(TimeSpan.FromHours(25));
        await service.TakeAsync(InboxHost.Rina);
        (await service.HeardAsync()).ShouldBeEmpty();
        (await service.Get<StaffMessages>().MaySayAsync(InboxHost.AniWhatsApp, Stop)).ShouldBeOfType<MaySay.TemplateOnly>();
        (await service.SayAsync(InboxHost.Rina, "halo")).ShouldBeOfType<SayResult.NotNow>().ForStaff.ShouldContain("24 jam");

        await service.AniWritesAsync("iya bu?");
        (await service.HeardAsync()).ShouldHaveSingleItem().ShouldContain("Ibu Rina");
        await service.AniWritesAsync("halo");
        (await service.HeardAsync()).ShouldBeEmpty();
        (await service.SayAsync(InboxHost.Rina, "halo")).ShouldBeOfType<SayResult.Said>();
    }

    [Fact]
    public async Task An_SMS_is_counted_in_segments_and_a_long_one_refused()
    {
        await using var service = await InboxHost.MakeAsync();
        await service.RunAsync(Given.Sms(Given.Ani, "halo"));
        await service.TakeAsync(InboxHost.Rina, InboxHost.AniSms);
        await service.HeardAsync(InboxHost.AniSms);
        var size = service.Get<StaffMessages>().Measure(InboxHost.AniSms, "Baik Bu — “besok” kami telepon 🙏");
        size.Segments.ShouldBe(1);
        size.Text.ShouldBe("Baik Bu - \"besok\" kami telepon");
        (await service.SayAsync(InboxHost.Rina, new string('a', 700), conversation: InboxHost.AniSms)).ShouldBeOfType<SayResult.TooLong>();
        (await service.SayAsync(InboxHost.Rina, "Baik Bu — besok", conversation: InboxHost.AniSms)).ShouldBeOfType<SayResult.Said>();
        (await service.HeardAsync(InboxHost.AniSms)).ShouldBe(["Baik Bu - besok"]);
    }

    [Fact]
    public async Task Every_taking_over_stands_in_the_log_of_looks()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.TakeAsync(InboxHost.Rina);
        await service.GiveBackAsync(InboxHost.Rina);
        var person = (await service.RowAsync()).PersonId;
        var looks = await service.Database.ReadAsync(session => service.Get<AuditLog>().OfAsync(session, [person], Stop), Stop);
        looks.Select(look => $"{look.Actor} {look.Action}").ShouldBe(["rina chat.taken", "rina chat.returned"]);
    }

    [Fact]
    public async Task A_conversation_whose_state_was_forgotten_can_be_taken_again()
    {
        await using var service = await InboxHost.WithAniAsync();
        await service.TakeAsync(InboxHost.Rina);
        await service.Get<IConversationStore>().DeleteAsync(InboxHost.AniWhatsApp, Stop);
        (await service.SayAsync(InboxHost.Rina, "halo Bu")).ShouldBeOfType<SayResult.NotHeld>().HolderName.ShouldBeNull();
        (await service.RowAsync()).Phase.ShouldBe(Phase.Free);
        (await service.TakeAsync(InboxHost.Rina)).ShouldBeOfType<TakeResult.Taken>();
        await service.HeardAsync();
        (await service.SayAsync(InboxHost.Rina, "halo Bu")).ShouldBeOfType<SayResult.Said>();
        (await service.HeardAsync()).ShouldBe(["halo Bu"]);
    }

    [Fact]
    public async Task Nobody_takes_a_conversation_that_never_was()
    {
        await using var service = await InboxHost.MakeAsync();
        (await service.TakeAsync(InboxHost.Rina)).ShouldBeOfType<TakeResult.Unknown>();
    }
}
